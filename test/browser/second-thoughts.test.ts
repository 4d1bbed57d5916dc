/** Edit, delete and copy a link: in the other window at once, after being away, by keyboard alone and on a phone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person } from '../support/browser.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { promised, soon, Tab } from '../support/socket.js';

let database: TestDatabase;
let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startApp({ RATE_LIMITS: 'off' }, database);
  await addRoom(database, 'kitchen');
  [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  for (const person of [anna, boris]) await enter(person);
});

afterAll(async () => {
  await server.close();
  await database.drop();
});

async function enter({ page }: Person, path = '/chat/kitchen'): Promise<void> {
  await page.goto(path);
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
}

async function say({ page }: Person, text: string): Promise<Locator> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
  const message = page.locator('#log .message', { hasText: text }).last();
  await message.waitFor();
  // Its id, because the text will change.
  return page.locator(`#log [data-id="${await message.getAttribute('data-id')}"]`);
}

const sameIn = async ({ page }: Person, message: Locator) =>
  page.locator(`#log [data-id="${await message.getAttribute('data-id')}"]`);
const editor = ({ page }: Person) => page.locator('.message-editor textarea');
const written = (message: Locator) => message.locator('.message-text');
const writes = ({ page }: Person) => page.locator('#text:focus').waitFor();

test('an edit shows in the other window, with a mark that says when, and formatted anew', async () => {
  const message = await say(anna, 'Tea at five');
  const seen = await sameIn(boris, message);
  await message.hover();
  await anna.page.click('.message-toolbar [data-do=edit]');
  expect(await editor(anna).inputValue()).toBe('Tea at five');
  await editor(anna).fill('Tea at *six*');
  await editor(anna).press('Enter');
  await seen.locator('em', { hasText: 'six' }).waitFor();
  const time = seen.locator('.edited time');
  await soon(async () => expect(await time.textContent()).toMatch(/^today, \d\d:\d\d$/));
  expect(Date.now() - Date.parse((await time.getAttribute('datetime'))!)).toBeLessThan(promised(60_000));
  await editor(anna).waitFor({ state: 'detached' });
  await writes(anna);
  // Once more: what is edited is what was written, not what it looks like.
  await anna.page.press('#text', 'ArrowUp');
  expect(await editor(anna).inputValue()).toBe('Tea at *six*');
  await anna.page.keyboard.press('Escape');
});

test('↑ in an empty field edits the last message of one’s own; Esc leaves everything as it was', async () => {
  const mine = await say(anna, 'my last word');
  await say(boris, 'somebody else’s later word');
  await anna.page.locator('#log .message', { hasText: 'later word' }).waitFor();
  await anna.page.fill('#text', 'not empty');
  await anna.page.press('#text', 'ArrowUp');
  expect(await editor(anna).count()).toBe(0);
  await anna.page.fill('#text', '');
  await anna.page.press('#text', 'ArrowUp');
  expect(await editor(anna).inputValue()).toBe('my last word');
  await editor(anna).fill('never saved');
  await anna.page.keyboard.press('Escape');
  await editor(anna).waitFor({ state: 'detached' });
  expect(await written(mine).textContent()).toBe('my last word');
  await writes(anna);
});

test('a refused edit keeps its text, and so does the page when others change the message meanwhile', async () => {
  const message = await say(anna, 'under discussion');
  await anna.page.press('#text', 'ArrowUp');
  await editor(anna).fill(' \n ');
  await editor(anna).press('Enter');
  await anna.page.locator('.message-editor .error', { hasText: 'The message is empty' }).waitFor();
  await editor(anna).fill('half-way');
  const seen = await sameIn(boris, message);
  await seen.hover();
  await boris.page.click('.message-toolbar [data-quick]');
  await message.locator('.reaction[data-emoji]').waitFor({ state: 'attached' });
  expect(await editor(anna).inputValue()).toBe('half-way');
  await editor(anna).press('Enter');
  await written(seen).getByText('half-way').waitFor();
});

test('deleting asks first, keeps the place, and leaves no text in either window', async () => {
  const secret = 'a secret of `mine`';
  const message = await say(anna, 'a secret of mine to delete');
  await anna.page.press('#text', 'ArrowUp');
  await editor(anna).fill(secret);
  await editor(anna).press('Enter');
  const seen = await sameIn(boris, message);
  await seen.locator('code').waitFor();
  const place = await message.getAttribute('data-seq');
  await message.focus();
  await anna.page.keyboard.press('Delete');
  await anna.page.locator('dialog[open] blockquote', { hasText: 'a secret' }).waitFor();
  await anna.page.keyboard.press('Escape');
  expect(await written(message).textContent()).toContain('a secret of mine');
  await anna.page.keyboard.press('Delete');
  await anna.page.click('dialog[open] [data-do=delete]');
  for (const tombstone of [message, seen]) {
    await tombstone.locator('text=anna deleted this message.').waitFor();
    expect(await tombstone.getAttribute('data-seq')).toBe(place);
  }
  await soon(async () => {
    for (const { page } of [anna, boris]) expect(await page.content()).not.toContain('a secret of');
  });
});

test('others’ messages can be neither edited nor deleted, but by administrators deleted', async () => {
  const message = await say(boris, 'words of boris');
  const seen = await sameIn(anna, message);
  await seen.focus();
  for (const key of ['e', 'Delete', 'Enter']) await anna.page.keyboard.press(key);
  const words = 'react reply thread writePrivately save remind markUnread copyLink copyText report';
  const toAnybody = words.split(' ');
  await soon(async () => expect(await offeredTo(anna)).toEqual(toAnybody));
  await anna.page.keyboard.press('Escape');
  expect(await anna.page.locator('dialog[open], .message-editor').count()).toBe(0);
  const toChief = [...toAnybody.toSpliced(6, 0, 'pin'), 'delete'];
  const chief = await member(server.url, 'chief');
  await database.query("update users set role = 'admin' where username = 'chief'");
  await enter(chief);
  // Messages can be reached by keyboard once there is a sign of one.
  await chief.page.keyboard.press('Shift');
  await chief.page.locator('#log .message[tabindex]').first().waitFor();
  await (await sameIn(chief, message)).focus();
  await chief.page.keyboard.press('Enter');
  await soon(async () => expect(await offeredTo(chief)).toEqual(toChief));
  for (const key of ['End', 'Enter']) await chief.page.keyboard.press(key);
  await chief.page.click('dialog[open] [data-do=delete]');
  await message.locator('text=A moderator removed this message.').waitFor();
  await close(chief.context);
  expect(chief.complaints).toEqual([]);
});

test('by keyboard alone: from the field to a message, its menu, a reaction and the link', async () => {
  await anna.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const message = await say(anna, 'reached by keyboard');
  await say(anna, 'and one below');
  await anna.page.focus('#log-scroll');
  await anna.page.keyboard.press('Tab');
  for (let turn = 0; turn < 10 && !(await isFocused(anna, '#log .message')); turn++)
    await anna.page.keyboard.press('Tab');
  await anna.page.keyboard.press('ArrowUp');
  await anna.page.locator(`#m${await message.getAttribute('data-seq')}:focus`).waitFor();
  await anna.page.keyboard.press('Enter');
  await anna.page.locator('.message-menu:popover-open').waitFor();
  for (const key of [...Array<string>(6).fill('ArrowDown'), 'Enter']) await anna.page.keyboard.press(key);
  const seq = await message.getAttribute('data-seq');
  await anna.page.locator('.toast', { hasText: `Link to #${seq} copied` }).waitFor();
  const link = `${server.url}/chat/kitchen/${seq}#m${seq}`;
  expect(await anna.page.evaluate('navigator.clipboard.readText()')).toBe(link);
  await anna.page.keyboard.press('+');
  await anna.page.locator('.emoji-grid').nth(2).waitFor();
  await anna.page.keyboard.type('tada');
  await anna.page.locator('.emoji-grid button').first().waitFor();
  await anna.page.keyboard.press('Enter');
  await message.locator('[data-emoji="🎉"][aria-pressed=true]').waitFor();
  await enter(boris, link);
  const target = await sameIn(boris, message);
  await soon(async () => expect(await target.getAttribute('class')).toContain('is-target'));
  expect(await target.isVisible()).toBe(true);
  // The time of another one leads there without moving anything.
  const other = boris.page.locator('#log .message.starts').first();
  await other.locator('a.message-time').click();
  await boris.page.waitForURL(`**/chat/kitchen/*#${await other.getAttribute('id')}`);
  await boris.page.locator(`.is-target#${await other.getAttribute('id')}`).waitFor();
});

const offeredTo = async ({ page }: Person) => {
  const items = await page.locator('.message-menu [role=menuitem]:visible').all();
  return Promise.all(items.map((item) => item.getAttribute('data-do')));
};

const isFocused = ({ page }: Person, selector: string) =>
  page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`);

test('on a phone a long press opens the menu', async () => {
  const message = await say(anna, 'pressed for long');
  const phone = await member(server.url, 'phone', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await enter(phone);
  const box = (await (await sameIn(phone, message)).boundingBox())!;
  const touch = { x: box.x + 100, y: box.y + box.height / 2 };
  // What a finger does is heard once the page has rested.
  await phone.page.locator('head link[href*="later"]').waitFor({ state: 'attached' });
  await phone.page.waitForLoadState('networkidle');
  const session = await phone.context.newCDPSession(phone.page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [touch] });
  await phone.page.locator('#log .message.has-menu').waitFor();
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await phone.page.locator('.message-menu >> text=Copy text').waitFor();
  await soon(async () => {
    const menu = (await phone.page.locator('.message-menu').boundingBox())!;
    expect([menu.x, menu.width, Math.round(menu.y + menu.height)]).toEqual([0, 390, 844]);
  });
  expect(phone.complaints).toEqual([]);
  await close(phone.context);
});

test('what was edited, deleted and reacted to while away is so after catching up; an edit made meanwhile keeps its text', async () => {
  await enter(boris);
  const edited = await say(anna, 'old words');
  const deleted = await say(anna, 'words to forget');
  const open = await say(boris, 'being edited');
  await boris.page.press('#text', 'ArrowUp');
  const cookies = (await anna.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const idOf = async (message: Locator) => Number(await message.getAttribute('data-id'));
  await server.close();
  await boris.page.locator('#status', { hasText: 'Reconnecting…' }).waitFor();
  await editor(boris).fill('edited while away');
  await editor(boris).press('Enter');
  await boris.page.locator('.message-editor .error', { hasText: 'There is no connection' }).waitFor();
  const other = await startApp({}, database);
  const tab = await Tab.open(other.url, cookies);
  await tab.must('edit', { messageId: await idOf(edited), text: 'new words' });
  await tab.must('delete', { messageId: await idOf(deleted) });
  await tab.must('react', { messageId: await idOf(edited), emoji: '🙏', on: true });
  tab.close();
  await other.close();
  server = await startApp({ PORT: new URL(server.url).port, RATE_LIMITS: 'off' }, database);
  const seen = await sameIn(boris, edited);
  await written(seen).getByText('new words').waitFor();
  await seen.locator('[data-emoji="🙏"][aria-pressed=false]').waitFor();
  await (await sameIn(boris, deleted)).locator('text=anna deleted this message.').waitFor();
  expect(await boris.page.content()).not.toContain('words to forget');
  expect(await editor(boris).inputValue()).toBe('edited while away');
  await editor(boris).press('Enter');
  await written(open).getByText('edited while away').waitFor();
});
