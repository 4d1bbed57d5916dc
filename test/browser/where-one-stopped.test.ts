/** Where one stopped is never lost: a long room opens there, says how much is new, and what was read is what was seen. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { type BrowserName, close, inEachBrowser, member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let rooms = 0;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
});

afterAll(() => server.close());

const idOf = async (username: string) => {
  const sql = 'select id from users where username = $1';
  return Number((await server.database.query<{ id: string }>(sql, [username]))[0]!.id);
};

/** A room of 400 messages, of which somebody has read 100; or of others. */
async function longRoom(reader: string, messages = 400, read = 100) {
  const name = `long${++rooms}`;
  const author = await addUser(server.database, `annalist${rooms}`);
  const id = await addRoom(server.database, name);
  await fillRoom(server.database, id, author.id, messages);
  const readerId = await idOf(reader);
  await server.app.get(MembershipsService).add(id, readerId);
  const move = 'update memberships set last_read_seq = $3 where room_id = $1 and user_id = $2';
  await server.database.query(move, [id, readerId, read]);
  const mark = async () => {
    const sql = 'select last_read_seq::int as seq from memberships where room_id = $1 and user_id = $2';
    return (await server.database.query<{ seq: number }>(sql, [id, readerId]))[0]!.seq;
  };
  return { name, path: `/chat/${name}`, mark };
}

inEachBrowser('A heavy reader', (browser: BrowserName) => {
  let anna: Person;
  let room: Awaited<ReturnType<typeof longRoom>>;
  const on = () => anna.page;
  const at = (selector: string) => on().locator(selector);

  beforeAll(async () => {
    anna = await member(server.url, `anna-${browser}`, { browser });
  });

  beforeEach(async () => {
    room = await longRoom(`anna-${browser}`);
    await open();
  });

  const open = async () => {
    await on().goto(room.path);
    await at('.people li').first().waitFor();
  };
  /** Firefox does not say where things are; there what is read, and where the arrow points, tell it. */
  const isInView = async (selector: string) => {
    if (browser === 'Firefox') return true;
    const box = (await at('#log-scroll').boundingBox())!;
    const place = await at(selector).boundingBox();
    return place !== null && place.y >= box.y - 1 && place.y < box.y + box.height;
  };
  const bar = () => at('#unread-bar');
  const badge = () => at(`li[data-name="${room.name}"] [data-unread-count]`);
  const badgeCount = async () => Number(await badge().textContent());
  const scroll = async (pixels: number) => {
    await at('#log-scroll').hover();
    await on().mouse.wheel(0, pixels);
  };

  test('the room opens at the line; what is seen is read, and no more', async () => {
    expect(await at('.new-line + .message').getAttribute('data-seq')).toBe('101');
    await soon(async () => expect(await isInView('.new-line')).toBe(true));
    await bar().locator('text=since').waitFor();
    await soon(async () => expect(await room.mark()).toBeGreaterThan(101));
    expect(await room.mark()).toBeLessThan(160);
    await soon(async () => expect(await badgeCount()).toBe(400 - (await room.mark())));
    const before = await badgeCount();
    await scroll(600);
    await soon(async () => expect(await badgeCount()).toBeLessThan(before));
    await soon(async () => expect(await at('#unread-count').textContent()).toBe(`${await badgeCount()} new`));
    expect(await at('.new-line + .message').getAttribute('data-seq')).toBe('101');
  });

  test('whoever finds a room where all is new begins at its first message, above which there is no line', async () => {
    room = await longRoom(`anna-${browser}`, 45, 0);
    await open();
    await soon(async () => expect(await isInView('#m1')).toBe(true));
    await soon(async () => expect(await room.mark()).toBeGreaterThan(1));
    expect(await room.mark()).toBeLessThan(45);
    expect(await at('.new-line').count()).toBe(0);
    await bar().locator('text=since').waitFor();
  });

  test('one step leads to now, and one back; what lay between stays new, and so after a reload', async () => {
    await soon(async () => expect(await room.mark()).toBeGreaterThan(101));
    const read = await room.mark();
    await at('#unread-jump.leads-down').click();
    await soon(async () => expect(await isInView('#m400')).toBe(true));
    await at('#unread-jump:not(.leads-down)').waitFor();
    expect(await room.mark()).toBe(read);
    await at('#way-back').click();
    await at('#unread-jump.leads-down').waitFor();
    await soon(async () => expect(await isInView('.new-line + .message')).toBe(true));
    await at('#way-back').waitFor({ state: 'hidden' });
    await at('#new-button').click();
    await soon(async () => expect(await isInView('#m400')).toBe(true));
    await at('#unread-jump:not(.leads-down)').click();
    await at('#unread-jump.leads-down').waitFor();
    await soon(async () => expect(await isInView('.new-line')).toBe(true));
    await open();
    await soon(async () => expect(await isInView('.new-line')).toBe(true));
    expect(Number(await at('.new-line + .message').getAttribute('data-seq'))).toBeGreaterThan(read);
    expect(await room.mark()).toBeLessThan(300);
  });

  test('Shift+Esc marks it as read: the bar goes, the line stays until one leaves', async () => {
    await bar().waitFor();
    await on().keyboard.press('Shift+Escape');
    await bar().waitFor({ state: 'hidden' });
    await badge().waitFor({ state: 'hidden' });
    await soon(async () => expect(await room.mark()).toBe(400));
    expect(await at('.new-line').count()).toBe(1);
    await open();
    expect(await at('.new-line').count()).toBe(0);
    await soon(async () => expect(await isInView('#m400')).toBe(true));
  });

  test('what comes meanwhile does not move the line', async () => {
    const boris = new Visitor(server.url);
    await boris.register(`boris-${browser}`).catch(() => boris.signIn(`boris-${browser}`));
    await boris.post(`${room.path}/messages`, { text: 'meanwhile', clientId: crypto.randomUUID() });
    await at('#new-button').waitFor();
    await soon(async () => expect(await at('#new-count').textContent()).toBe('1 new'));
    expect(await at('.new-line + .message').getAttribute('data-seq')).toBe('101');
    expect(await isInView('.new-line')).toBe(true);
  });

  test('marked as unread from a message, it is so on the other tab, and stays so until one does something', async () => {
    await on().keyboard.press('Shift+Escape');
    await bar().waitFor({ state: 'hidden' });
    await at('#new-button').click();
    await soon(async () => expect(await isInView('#m400')).toBe(true));
    const other = await anna.context.newPage();
    await other.goto(`${room.path}?at=now`);
    await other.locator('#m400').waitFor();
    await other.locator('.people li').first().waitFor();
    await on().bringToFront();
    await at('#m390').hover();
    await at('#m390 [data-do=menu]').click();
    await at('.message-menu [data-do=markUnread]').click();
    await soon(async () => expect(await room.mark()).toBe(389));
    for (const page of [on(), other])
      await page.locator(`li[data-name="${room.name}"] [data-unread-count]`, { hasText: '11' }).waitFor();
    expect(await at('.new-line + .message').getAttribute('data-seq')).toBe('390');
    expect(await other.locator('.new-line').count()).toBe(0);
    await on().waitForTimeout(2_500);
    expect(await room.mark()).toBe(389);
    await scroll(-40);
    await scroll(40);
    await soon(async () => expect(await room.mark()).toBe(400));
    await other.locator(`li[data-name="${room.name}"] [data-unread-badge]`).waitFor({ state: 'hidden' });
    await close(other);
  });

  test('no page complained', () => {
    expect(anna.complaints).toEqual([]);
  });
});
