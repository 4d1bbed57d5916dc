/** What somebody has begun to write on one device is on the other, and gone from both once it is sent. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';

let server: TestApp;
let desk: Person;
let phone: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['kitchen', 'garden']) await addRoom(server.database, name);
  [desk, phone] = [await member(server.url, 'anna'), await member(server.url, 'anna')];
  for (const device of [desk, phone]) for (const room of ['kitchen', 'garden']) await enter(device, room);
});

afterAll(() => server.close());

async function enter({ page }: Person, room: string): Promise<void> {
  await page.goto(`/chat/${room}`);
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  await page.keyboard.press('Shift');
  await page.locator('#room-list a[tabindex="-1"]').first().waitFor({ state: 'attached' });
}

const field = ({ page }: Person) => page.locator('#text');
const pencil = ({ page }: Person, room: string) =>
  page.locator('#room-list li', { hasText: room }).locator('[data-draft]');
const leaveField = ({ page }: Person) => page.locator('#log-scroll').focus();
const shows = (device: Person, text: string) =>
  soon(async () => expect(await field(device).inputValue()).toBe(text));

test('a pencil stands at the room, its field has the text and what it answers; once sent it is gone from both', async () => {
  await enter(desk, 'kitchen');
  await desk.page.fill('#text', 'Who brings the leeks?');
  await desk.page.press('#text', 'Enter');
  await desk.page.locator('#log #m1').focus();
  await desk.page.keyboard.press('r');
  await field(desk).pressSequentially('Half a thought');
  await pencil(phone, 'kitchen').waitFor({ state: 'attached' });
  await enter(phone, 'kitchen');
  await shows(phone, 'Half a thought');
  expect(await phone.page.locator('.answering-text').textContent()).toBe('Who brings the leeks?');
  // It goes on there, and comes back to where nobody writes now.
  await leaveField(desk);
  await field(phone).focus();
  await phone.page.keyboard.press('End');
  await field(phone).pressSequentially(', now whole');
  await shows(desk, 'Half a thought, now whole');
  await phone.page.keyboard.press('Enter');
  await shows(desk, '');
  await desk.page.locator('#answering').waitFor({ state: 'hidden' });
  await desk.page.locator('#log .message', { hasText: 'now whole' }).locator('.quote').waitFor();
});

test('nothing is put under the hands of somebody who is writing; the last writer wins', async () => {
  await field(desk).pressSequentially('written at the desk');
  const kept = async (text: string) =>
    soon(async () => {
      const rows = await server.database.query<{ text: string }>('select text from drafts');
      expect(rows.map((row) => row.text)).toContain(text);
    });
  await kept('written at the desk');
  await enter(phone, 'kitchen');
  await phone.page.fill('#text', 'written on the phone');
  await kept('written on the phone');
  await leaveField(phone);
  expect(await field(desk).inputValue()).toBe('written at the desk');
  await field(desk).pressSequentially('!');
  await shows(phone, 'written at the desk!');
  await desk.page.fill('#text', '');
  await shows(phone, '');
});

test('what is written within a millisecond of what the server is being told is not taken for that', async () => {
  await desk.page.fill('#text', 'to be cleared');
  await leaveField(desk);
  await shows(phone, 'to be cleared');
  await desk.page.locator('#text').focus();
  const answer = desk.page.waitForResponse('**/draft');
  await desk.page.evaluate(`{
    const field = document.querySelector('#text');
    const now = Date.now();
    const { now: clock } = Date;
    Date.now = () => now;
    for (field.value of ['', 'written at once']) field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    Date.now = clock;
  }`);
  await answer;
  await leaveField(desk);
  await shows(phone, 'written at once');
  await shows(desk, 'written at once');
  await desk.page.fill('#text', '');
  await shows(phone, '');
});

test('a page that comes with what the server had does not take the place of what was written here since', async () => {
  await desk.page.fill('#text', 'known to all');
  await leaveField(desk);
  await shows(phone, 'known to all');
  await desk.page.route('**/draft', (route) => route.abort());
  await desk.page.fill('#text', 'known here alone');
  await enter(desk, 'kitchen');
  expect(await field(desk).textContent()).toBe('known to all');
  expect(await field(desk).inputValue()).toBe('known here alone');
  await desk.page.unroute('**/draft');
  await desk.page.fill('#text', '');
  await shows(phone, '');
});

test('what is written without a connection is there when it is back; signing out keeps it on the server alone', async () => {
  await enter(desk, 'garden');
  await desk.context.setOffline(true);
  await desk.page.fill('#text', 'among the beans');
  await leaveField(desk);
  await desk.context.setOffline(false);
  await pencil(phone, 'garden').waitFor({ state: 'attached' });
  await phone.page.click('.me-button');
  await phone.page.click('form[action="/logout"] button');
  await phone.page.waitForURL('**/login*');
  expect(await phone.page.evaluate('Object.keys(localStorage).join()')).not.toContain('draft');
  await close(phone.context);
  phone = await member(server.url, 'anna');
  await enter(phone, 'garden');
  await shows(phone, 'among the beans');
});
