/** Looking, coming in and leaving; making a room and taking it back; being told of rooms as one wants. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { inEachBrowser, member, type Person, pressJoin } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let boris: Visitor;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  boris = new Visitor(server.url);
  await boris.register('boris');
});

afterAll(() => server.close());

const say = (room: string, text: string) =>
  boris.post(`/chat/${room}/messages`, { text, clientId: crypto.randomUUID() });

inEachBrowser('Anna', (browser) => {
  const garden = `garden ${browser}`;
  const attic = `Attic ${browser}`;
  let anna: Person;

  beforeAll(async () => {
    anna = await member(server.url, `anna-${browser}`, { browser });
    await addRoom(server.database, garden);
    await boris.post(`/chat/${garden}/join`);
  });

  const membersOf = async (room: string) =>
    (
      await server.database.query<{ username: string }>(
        'select username from memberships join users on users.id = user_id join rooms on rooms.id = room_id where rooms.name = $1 order by 1',
        [room],
      )
    ).map(({ username }) => username);
  const row = (room: string) => anna.page.locator(`.room-lists li[data-name="${room}"]`);

  test('looks at a room, hears what is said there, and belongs to it only once she joins; leaving, she may come back', async () => {
    const { page } = anna;
    await page.goto(`/chat/${garden}`);
    await page.locator('.people [data-user]').first().waitFor();
    await row(garden).locator('[data-looking]').waitFor();
    await say(garden, 'the beans are up');
    await page.locator('#log .message', { hasText: 'the beans are up' }).waitFor();
    expect(await page.locator('#text').isVisible()).toBe(false);
    expect(await membersOf(garden)).toEqual(['boris']);
    await pressJoin(page);
    await row(garden).locator('[data-looking]').waitFor({ state: 'detached' });
    expect(await membersOf(garden)).toEqual([`anna-${browser}`, 'boris']);
    await page.click('.room-menu-button');
    await page.click('#leave-room button');
    await page.locator('#join-bar button').waitFor();
    await soon(async () => expect(await membersOf(garden)).toEqual(['boris']));
    await pressJoin(page);
    await page.fill('#text', 'here again');
    await page.press('#text', 'Enter');
    await page.locator('#log .message', { hasText: 'here again' }).waitFor();
  });

  test('is asked before a room is made, and takes it back while it is empty', async () => {
    const { page } = anna;
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(attic);
    const making = page.locator('.option.is-apart', { hasText: 'Make' });
    await making.waitFor();
    expect(await making.getAttribute('aria-selected')).toBe('false');
    expect(await page.locator('dialog.question').count()).toBe(0);
    await making.click();
    await page.click('dialog.question .button-primary');
    await page.locator('#room-name', { hasText: attic }).waitFor();
    await page.click('.toast-action');
    await page.locator('#room-name', { hasText: 'kitchen' }).waitFor();
    await soon(async () => expect(await membersOf(attic)).toEqual([]));
    await row(attic).waitFor({ state: 'detached' });
  });

  test('is told in copper of what is meant for her, in ink of the rest, and of nothing while a room is muted', async () => {
    const { page } = anna;
    const badge = row(garden).locator('[data-unread-badge]');
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
    await say(garden, 'rain tonight');
    await badge.locator('[data-unread-count]', { hasText: '1' }).waitFor();
    await soon(async () => expect(await page.title()).toMatch(/^• /));
    await say(garden, `the key, @anna-${browser}?`);
    await row(garden).locator('.has-mention').waitFor();
    await soon(async () => expect(await page.title()).toMatch(/^\(1\) /));
    expect(await badge.textContent()).toMatch(/^@.*1 unread$/);
    await page.keyboard.press('Alt+Shift+ArrowDown');
    await page.locator('#room-name', { hasText: garden }).waitFor();
    await page.click('.room-menu-button');
    await page.click('.mute summary');
    await page.click('.mute [value=on]');
    await row(garden).locator('[data-muted]').waitFor();
    await page.locator('.star').click();
    await page.locator('#favourite-list li', { hasText: garden }).waitFor();
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor();
    await say(garden, `nobody hears, @anna-${browser}`);
    await page.locator('#favourite-list [data-muted]').waitFor();
    expect(await badge.isVisible()).toBe(false);
    expect(await page.title()).toMatch(/^#kitchen/);
  });

  test('finds the sections of her list as she left them', async () => {
    const { page } = anna;
    const rooms = page.locator('[data-section=rooms]');
    await rooms.locator('summary').click();
    await soon(async () => {
      const kept = await server.database.query<{ folded: string[] }>(
        `select folded from sidebars where 'rooms' = any(folded)`,
      );
      expect(kept).toHaveLength(1);
    });
    await page.reload();
    await rooms.locator('summary').waitFor();
    expect(await rooms.getAttribute('open')).toBeNull();
    await rooms.locator('summary').click();
    await soon(async () =>
      expect(await server.database.query(`select from sidebars where 'rooms' = any(folded)`)).toEqual([]),
    );
  });

  test('no page complained', () => {
    expect(anna.complaints).toEqual([]);
  });
});
