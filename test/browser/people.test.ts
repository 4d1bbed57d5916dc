/** People who are away exist: beside the room, in the field, in Ctrl K, and behind every name. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Erasing } from '../../src/server/erasing/erasing.service.js';
import { MembersService } from '../../src/server/memberships/members.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { violations } from '../support/accessibility.js';
import { close, inEachBrowser, member, type Person } from '../support/browser.js';
import { addRoom, addUser } from '../support/factories.js';
import { soon } from '../support/socket.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addUser(server.database, 'stranger-ashore');
});

afterAll(() => server.close());

const card = ({ page }: Person) => page.locator('.person-card:popover-open');

inEachBrowser('People', (browser) => {
  let anna: Person;
  let boris: Person;

  beforeAll(async () => {
    const { database } = server;
    const come = (name: string) => member(server.url, `${name}-${browser}`, { browser });
    [anna, boris] = [await come('anna'), await come('boris')];
    const ids = await database.query<{ id: number }>(`select id from users where username like '%-' || $1`, [
      browser,
    ]);
    const away = [await addUser(database, 'Наташа'), await addUser(database, 'tom.ashby', 'admin')];
    await addRoom(database, 'plots', { members: [...ids, ...away] });
    await addRoom(database, 'greenhouse', { members: ids });
    await database.query(`insert into last_here values ($1, now() - interval '20 minutes')`, [away[0]!.id]);
  });

  const here = ({ page }: Person, name: string) => page.locator('#people-list li', { hasText: name });
  const away = ({ page }: Person, name: string) => page.locator('#away-list li', { hasText: name });

  test('who is away stands below who is here, with when they were, and moves as they come and go', async () => {
    await anna.page.goto('/chat/plots');
    await away(anna, 'Наташа').locator('text=20 minutes ago').waitFor();
    await away(anna, 'tom.ashby').locator('text=admin').waitFor();
    await away(anna, 'boris').waitFor();
    // Not into this room.
    await boris.page.goto('/chat/greenhouse');
    await here(anna, 'boris').waitFor();
    await anna.page.locator('#people-button [data-online]', { hasText: '2' }).waitFor();
    await boris.page.goto('/login');
    await boris.page.goto('about:blank');
    await away(anna, 'boris').locator('text=1 minute ago').waitFor();
    expect(await anna.page.locator('#people-list li').count()).toBe(1);
  });

  test('one finds somebody by the middle of a name in any script, and Esc takes the search back', async () => {
    const { page } = anna;
    await page.fill('#people-query', 'АТАШ');
    await soon(async () => expect(await page.locator('#people li bdi').count()).toBe(1));
    await away(anna, 'Наташа').waitFor();
    await page.press('#people-query', 'Escape');
    await away(anna, 'tom.ashby').waitFor();
    expect(await page.inputValue('#people-query')).toBe('');
  });

  test('the column stays closed until one opens it again, on the next page from its first moment on', async () => {
    const { page } = anna;
    await page.bringToFront();
    await page.click('[data-people-close]');
    await page.locator('#people').waitFor({ state: 'hidden' });
    await page.locator('#people-button:focus[aria-expanded=false]').waitFor();
    await page.reload();
    await page.locator('body[data-people=closed]').waitFor();
    expect(await page.locator('#people').isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    await page.focus('#people-button');
    await page.keyboard.press('Enter');
    await away(anna, 'Наташа').waitFor();
    await page.press('#people-query', 'Escape');
    await page.locator('#people').waitFor({ state: 'hidden' });
    await page.click('.room-menu-button');
    await page.click('#people-item');
    await page.locator('#people').waitFor();
    expect(await page.locator('#room-menu').isVisible()).toBe(false);
  });

  test('a name leads to the person: their state, the rooms that both are in, a mention, a conversation', async () => {
    const { page } = anna;
    await page.fill('#text', 'Morning all');
    await page.press('#text', 'Enter');
    await boris.page.goto('/chat/plots');
    await boris.page.click('#log a.author');
    await card(boris).locator('text=online').waitFor();
    for (const room of ['greenhouse', 'plots'])
      await card(boris).locator('.person-rooms').getByText(room, { exact: true }).waitFor();
    if (browser === 'Chromium') expect(await violations(boris)).toEqual([]);
    await card(boris).locator('text=Mention').click();
    expect(await boris.page.inputValue('#text')).toBe(`@anna-${browser} `);
    // Whoever is away cannot be answered at once: the row leads to the card, as the face of every row does.
    await away(boris, 'Наташа').locator('a.person').click();
    await card(boris).locator('text=here 20 minutes ago').waitFor();
    await boris.page.keyboard.press('Escape');
    await card(boris).waitFor({ state: 'detached' });
    await here(boris, 'anna').locator('.person-face').click();
    await card(boris).locator('text=Write privately').click();
    await boris.page.locator('#room-name', { hasText: 'anna' }).waitFor();
  });

  test('a conversation says whether the other is here, and has no column of people', async () => {
    const state = boris.page.locator('.peer-state');
    await state.locator('text=online').waitFor();
    await boris.page.locator('.sidebar .is-here', { hasText: 'anna' }).waitFor();
    expect(await boris.page.locator('#people').isVisible()).toBe(false);
    expect(await boris.page.locator('#people-button').count()).toBe(0);
    await anna.page.goto('about:blank');
    await state.locator('text=here 1 minute ago').waitFor();
    await boris.page.locator('.sidebar .is-here').waitFor({ state: 'detached' });
    await anna.page.goto('/chat/plots');
    await state.locator('text=online').waitFor();
  });

  test('@ completes a member who is away, Ctrl K finds whoever one may write to', async () => {
    const { page } = anna;
    await page.locator('#text').pressSequentially('hi @АША');
    await page.locator('#completion li', { hasText: 'Наташа' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.inputValue('#text')).toBe('hi @Наташа ');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ashore');
    await page.locator('#destinations [role=option]', { hasText: 'stranger-ashore' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('whoever is brought in comes into the open column; whoever is removed, or erased, goes from there, and counts no more', async () => {
    const { database, app } = server;
    const come = (name: string) => addUser(database, `${name}-${browser}`);
    const [olga, nina] = [await come('olga'), await come('nina')];
    const admin = await addUser(database, `adam-${browser}`, 'admin');
    const [me] = await database.query<{ id: number }>('select id from users where username = $1', [
      `anna-${browser}`,
    ]);
    const beds = `beds-${browser}`;
    const roomId = await addRoom(database, beds, { members: [me!, admin, nina] });
    await anna.page.goto(`/chat/${beds}`);
    const total = (count: number) => anna.page.locator('#people-total', { hasText: `${count}` }).waitFor();
    await away(anna, 'nina').waitFor();
    await total(3);
    await app.get(MembersService).add(admin, roomId, olga.id);
    await away(anna, 'olga').waitFor();
    await total(4);
    await app.get(MembersService).remove(admin, roomId, olga.id);
    await away(anna, 'olga').waitFor({ state: 'detached' });
    await total(3);
    await app.get(Erasing).erase(admin, nina.id, 'keep');
    await away(anna, 'nina').waitFor({ state: 'detached' });
    await away(anna, 'Somebody who left').waitFor({ state: 'detached' });
    await total(2);
    await away(anna, 'adam').waitFor();
  });

  test('no page complained', () => {
    expect([...anna.complaints, ...boris.complaints]).toEqual([]);
  });
});

test('no line is longer than 46rem, however wide the screen', async () => {
  const wide = await member(server.url, 'vera', { viewport: { width: 2200, height: 900 } });
  await wide.page.goto('/chat/plots');
  const { width } = (await wide.page.locator('#log .message-text').first().boundingBox())!;
  expect(width).toBe(46 * 16);
  expect(wide.complaints).toEqual([]);
  await close(wide.context);
});

test('without scripts the same is on pages', async () => {
  const plain = await member(server.url, 'boris', { javaScriptEnabled: false });
  const { page } = plain;
  await page.goto('/chat/plots');
  await page.click('#people-button');
  await page
    .locator('.people-rows li', { hasText: 'Наташа' })
    .locator('text=/here 2\\d minutes ago/')
    .waitFor();
  await page.fill('[name=q]', 'ашб');
  await page.click('main form button');
  await page.locator('text=Nobody matches').waitFor();
  await page.goto('/chat/plots');
  await page.click('#log a.author >> nth=0');
  await page.waitForURL('**/people/anna-*');
  await page.locator('.person-card', { hasText: 'greenhouse' }).locator('text=Write privately').click();
  await page.waitForURL('**/chat/%40anna-*');
  await close(plain.context);
});
