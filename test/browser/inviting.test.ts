/** A keeper makes a room with people in it, and invites another by the panel of people, while these look on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member } from '../support/browser.js';
import { addCrowd, addRoom } from '../support/factories.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
});
afterAll(() => server.close());

test('people are completed by name, brought in several at once, and find the room in their list', async () => {
  const [anna, boris] = [await member(server.url, 'anna'), await member(server.url, 'boris')];
  await member(server.url, 'clara');
  const { page } = anna;
  await page.goto('/chat/');
  await boris.page.goto('/chat/');
  await boris.page.getByRole('heading', { name: 'Open the first room' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('orchard');
  await page.getByText('Make a room called').first().click();
  const making = page.locator('.question');
  await making.getByLabel('Topic').fill('Apples');
  await making.getByLabel('Who is in from the first?').pressSequentially('boris');
  await page.keyboard.press('Enter');
  await making.getByRole('button', { name: 'Take boris out again' }).waitFor();
  await making.getByRole('button', { name: 'Make the room' }).click();
  await page.waitForURL('**/chat/orchard');
  await page.locator('.tells', { hasText: 'brought \u2068boris\u2069 into this room' }).waitFor();
  await boris.page.locator('a[href="/chat/orchard"]').first().waitFor();
  await boris.page.getByRole('heading', { name: 'Where to?' }).waitFor();
  await boris.page.getByRole('link', { name: 'People' }).first().waitFor();
  await page.locator('[data-invite]').click();
  const inviting = page.locator('.question');
  await inviting.getByLabel('Whom?').pressSequentially('clara');
  await page.keyboard.press('Enter');
  await inviting.getByRole('button', { name: 'Take clara out again' }).waitFor();
  await inviting.getByRole('button', { name: 'Bring them in' }).click();
  await page.locator('.tells', { hasText: 'clara' }).waitFor();
  await inviting.waitFor({ state: 'detached' });
  const rows = await server.database.query('select from memberships');
  expect(rows).toHaveLength(3);
});

test('whoever leaves as the last keeper of a room of hundreds chooses any of them by name; where others keep it, nobody is asked', async () => {
  const { page } = await member(server.url, 'vera');
  await page.goto('/chat/');
  const vera = { id: Number(await page.locator('body').getAttribute('data-me')) };
  const roomId = await addRoom(server.database, 'stadium', { keepers: [vera] });
  await addCrowd(server.database, roomId, 'fan', 150);
  const leave = async () => {
    await page.goto('/chat/stadium');
    await page.locator('.people [data-user]').first().waitFor();
    await page.click('.room-menu-button');
    await page.click('#leave-room button');
  };
  const asked = page.locator('.question');
  const field = asked.getByLabel('Who looks after it from then on?');
  const keep = (name: string, keeper: boolean) =>
    server.database.query(
      'update memberships set keeper = $2 from users where users.id = user_id and username = $1 and room_id = $3',
      [name, keeper, roomId],
    );
  await keep('fan150', true);
  await leave();
  await asked.getByRole('button', { name: 'Leave the room' }).waitFor();
  expect(await field.count()).toBe(0);
  await keep('fan150', false);
  await leave();
  await field.fill('clara');
  await asked.getByRole('button', { name: 'Leave the room' }).click();
  // She is in no such room.
  await asked.getByText('Nobody who could keep this room is called \u2068clara\u2069.').waitFor();
  await field.clear();
  await field.pressSequentially('fan120');
  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Take fan120 out again' }).waitFor();
  expect(await field.inputValue()).toBe('');
  // There is one: who is chosen next takes the place.
  await field.fill('fan149');
  await page.keyboard.press('Enter');
  await asked.getByRole('button', { name: 'Take fan149 out again' }).waitFor();
  expect(await asked.locator('.chosen-people button').count()).toBe(1);
  await asked.getByRole('button', { name: 'Leave the room' }).click();
  await asked.waitFor({ state: 'detached' });
  const kept = await server.database.query(
    'select username from memberships join users on users.id = user_id where room_id = $1 and keeper',
    [roomId],
  );
  expect(kept).toEqual([{ username: 'fan149' }]);
});
