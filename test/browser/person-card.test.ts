/** The card of a person: pointed at, pressed, tapped, by keys; and what keepers do by it, while others look on and one is away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { violations } from '../support/accessibility.js';
import { close, member, type Person } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Person;
let clara: Visitor;

const card = ({ page }: Person) => page.locator('.person-card:popover-open');

/** What comes later is there. */
const isReady = ({ page }: Person) => page.locator('#completion').waitFor({ state: 'attached' });

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  anna = await member(server.url, 'anna');
  boris = await member(server.url, 'boris');
  clara = new Visitor(server.url);
  await clara.register('clara');
  await clara.post('/account/you', {
    displayName: 'Клара Новак',
    pronouns: 'she/her',
    timeZone: 'Asia/Tokyo',
  });
  await addUser(server.database, 'dora');
  await server.database.query("update users set display_name = 'Дора Вяз' where username = 'dora'");
  const maker = new Visitor(server.url);
  await maker.signIn('anna');
  await maker.post('/chat/', { room: 'kitchen' });
  await clara.post('/chat/', { room: 'kitchen' });
  await clara.post('/chat/kitchen/messages', {
    text: 'tea for @boris and @nobody-here',
    clientId: crypto.randomUUID(),
  });
  for (const { page } of [anna, boris]) {
    await page.goto('/chat/kitchen');
    await page.mouse.move(5, 5);
  }
  await boris.page.locator('#join-bar button').click();
  for (const person of [anna, boris]) await isReady(person);
});

afterAll(() => server.close());

test('a pointer that rests on a name shows who it is, the focus stays, and the card goes when it leaves', async () => {
  const { page } = anna;
  await page.locator('#text').focus();
  await page.locator('#log a.author', { hasText: 'Клара' }).first().hover();
  await card(anna).locator('text=@clara').waitFor();
  await card(anna).locator('text=she/her').waitFor();
  await card(anna).locator('text=/\\d\\d:\\d\\d there/').waitFor();
  expect(await page.locator('#text:focus').count()).toBe(1);
  await page.mouse.move(5, 300);
  await card(anna).waitFor({ state: 'hidden' });
});

test('a pointer that comes to rest before a page has all of its scripts shows it, too', async () => {
  const { page } = anna;
  await page.goto('/chat/kitchen');
  await page.locator('#log a.author', { hasText: 'Клара' }).first().hover();
  await card(anna).locator('text=@clara').waitFor();
  await page.mouse.move(5, 300);
  await card(anna).waitFor({ state: 'hidden' });
  await isReady(anna);
});

test('a mention leads to whoever it means, by a press and by keys; Esc closes, and the focus is back', async () => {
  const { page } = anna;
  const pill = page.locator('#log a.mention', { hasText: '@boris' });
  await pill.focus();
  await page.keyboard.press('Enter');
  await card(anna).locator('text=Write privately').waitFor();
  expect(await violations(anna)).toEqual([]);
  await page.keyboard.press('Escape');
  await card(anna).waitFor({ state: 'hidden' });
  await soon(async () => expect(await page.locator('a.mention:focus').count()).toBe(1));
  await page.locator('#log a.mention', { hasText: 'nobody-here' }).click();
  await page.locator('.toast', { hasText: 'nobody with this name' }).waitFor();
});

test('what is held down of a card as the rest of it comes is pressed all the same', async () => {
  const { page } = anna;
  let come = (): void => undefined;
  const coming = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/api/people/**', (route) => coming.then(() => route.continue()));
  await page.locator('#log a.author', { hasText: 'Клара' }).first().click();
  await card(anna).locator('text=Write privately').hover();
  await page.mouse.down();
  const answered = page.waitForResponse('**/api/people/**');
  come();
  await (await answered).finished();
  await page.evaluate('new Promise((resolve) => setTimeout(resolve, 200))');
  await page.mouse.up();
  await page.waitForURL('**/chat/%40clara');
  await page.unroute('**/api/people/**');
  await page.goto('/chat/kitchen');
  await isReady(anna);
});

test('a keeper silences, makes a keeper and bans by the card; whoever it is about and whoever is away hear of it', async () => {
  const { page } = anna;
  const act = async (button: string, confirm: string) => {
    await page.locator('#log a.mention', { hasText: '@boris' }).first().click();
    await card(anna).locator('.person-moderating summary').click();
    await card(anna).getByRole('button', { name: button, exact: true }).click();
    await page.locator('.question').getByRole('button', { name: confirm, exact: true }).click();
    await page.locator('.question').waitFor({ state: 'detached' });
  };
  await act('Silence them for an hour', 'Silence them');
  await page.locator('.toast', { hasText: /is silent in/ }).waitFor();
  await boris.page.fill('#text', 'but I');
  await boris.page.press('#text', 'Enter');
  await boris.page
    .locator('.message, .error', { hasText: /write|silent/i })
    .first()
    .waitFor();
  await page.locator('#log a.mention', { hasText: '@boris' }).first().click();
  await card(anna).locator('text=Silent in kitchen until').waitFor();
  await page.keyboard.press('Escape');
  await act('Let them write again', 'Let them write again');
  await act('Make them a keeper', 'Make them a keeper');
  await boris.page.locator('.tells', { hasText: 'keeper' }).first().waitFor();
  await page.locator('#log a.mention', { hasText: '@boris' }).first().click();
  await card(anna).locator('text=Keeper of kitchen since today').waitFor();
  await page.keyboard.press('Escape');
  await act('Make them a keeper no more', 'Make them a keeper no more');
  // Clara was away; Boris sees what he may not: there is nothing to do about anybody.
  await boris.page.locator('#log a.author', { hasText: 'Клара' }).first().click();
  await card(boris).locator('text=Write privately').waitFor();
  expect(await card(boris).locator('.person-moderating').count()).toBe(0);
  await boris.page.keyboard.press('Escape');
  await act('Ban them for a day', 'Ban them');
  expect((await boris.page.goto('/chat/kitchen'))!.status()).toBe(404);
  const { body } = await clara.get('/chat/kitchen');
  expect(body).toContain('boris');
  expect(await server.database.query('select from room_bans')).toHaveLength(1);
});

test('a tap opens it as a sheet on a phone', async () => {
  const phone = await member(server.url, 'pavel', {
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  });
  await phone.page.goto('/chat/kitchen');
  await phone.page.waitForTimeout(4_000);
  await phone.page.locator('#log .message > .avatar').first().tap();
  await card(phone).locator('text=Write privately').waitFor();
  const { x, width } = (await card(phone).boundingBox())!;
  expect([x, width]).toEqual([0, 320]);
  expect(phone.complaints).toEqual([]);
  await close(phone.context);
});

test('@ completes somebody who was never in the room by the name that they chose, also in a message that is edited', async () => {
  const { page } = anna;
  await page.fill('#text', 'no');
  await page.press('#text', 'Enter');
  await page.locator('#text').pressSequentially('ask @вяз');
  await page.locator('#completion li', { hasText: 'Дора Вяз' }).locator('text=@dora').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.inputValue('#text')).toBe('ask @dora ');
  await page.fill('#text', '');
  await page.press('#text', 'ArrowUp');
  const field = page.locator('.message-editor textarea');
  await field.pressSequentially(' @дор');
  await page.locator('.message-editor .completion li', { hasText: 'Дора Вяз' }).waitFor();
  await page.keyboard.press('Tab');
  expect(await field.inputValue()).toBe('no @dora ');
  await page.keyboard.press('Enter');
  await page.locator('#log a.mention', { hasText: '@dora' }).waitFor();
});

test('no page complained', () => {
  // The name that nobody has was asked for, and a silenced message refused.
  expect(anna.complaints.filter((each) => !/404|503.*later/.test(each))).toEqual([]);
  expect(boris.complaints.filter((each) => !/40[34]/.test(each))).toEqual([]);
});

test('without scripts all people are on a page: found by either name, paged, written to', async () => {
  const plain = await member(server.url, 'zoya', { javaScriptEnabled: false });
  const { page } = plain;
  await page.goto('/chat/');
  await page.locator('main').getByRole('link', { name: 'People' }).click();
  await page.waitForURL('**/people');
  await page.locator('.directory li', { hasText: 'boris' }).waitFor();
  await page.fill('[name=q]', 'новак');
  await page.press('[name=q]', 'Enter');
  await page.locator('.directory li', { hasText: '@clara' }).waitFor();
  expect(await page.locator('.directory li').count()).toBe(1);
  await page.locator('.directory a.row').click();
  await page.waitForURL('**/people/clara');
  await page.goBack();
  await page.getByRole('button', { name: 'Write to Клара Новак privately' }).click();
  await page.waitForURL('**/chat/%40clara');
  await page.goto('/people?q=nobody-at-all');
  await page.locator('text=Nobody matches').waitFor();
  await close(plain.context);
});
