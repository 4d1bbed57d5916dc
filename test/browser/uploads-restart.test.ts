/** The server dies in the middle of an upload: the file goes on where it broke, and its message is stored once. */
import { afterAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { member } from '../support/browser.js';
import { createTestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { startServer, temporaryFolder } from '../support/server-process.js';
import { eventually } from '../support/socket.js';

const database = await createTestDatabase();
afterAll(() => database.drop());

test('killed while a file arrives and started again: the browser sends what is missing, and the message', async () => {
  const settings = { DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), RATE_LIMITS: 'off' };
  const first = await startServer(settings);
  await addRoom(database, 'kitchen');
  const { page, context } = await member(first.url, 'anna');
  await page.goto('/chat/kitchen');
  await page.keyboard.press('Shift');
  await page.locator('#completion').waitFor({ state: 'attached' });
  const offsets: number[] = [];
  let isHeld = false;
  await context.route('**/api/files/*', async (route) => {
    const offset = route.request().headers()['upload-offset'];
    if (offset !== undefined) offsets.push(Number(offset));
    // The second part never comes to the server that dies.
    if (offset !== undefined && offset !== '0' && !isHeld) isHeld = true;
    else await route.continue().catch(() => undefined);
  });
  const film = randomBytes(12 * 1024 ** 2);
  await page
    .locator('.file-picker')
    .setInputFiles([{ name: 'film.bin', mimeType: 'application/octet-stream', buffer: film }]);
  await eventually(() => isHeld, 'the second part never went');
  await page.fill('#text', 'after all');
  await page.press('#text', 'Enter');
  await page.locator('#waiting .upload-card').waitFor();
  first.kill('SIGKILL');
  await first.ended;
  await startServer({ ...settings, PORT: new URL(first.url).port });
  await page.reload();
  await page.keyboard.press('Shift');
  await eventually(async () => {
    const rows = await database.query<{ size: number }>(
      "select size from files join messages on messages.id = message_id where text = 'after all'",
    );
    return rows.length === 1 && rows[0]!.size === film.length;
  }, 'it was never stored');
  await page.locator('#waiting .message').waitFor({ state: 'detached' });
  expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
});
