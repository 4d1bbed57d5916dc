/** The page for when the server cannot be reached, in a browser that several people use. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;
let shared: Person;
let roomId: number;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  roomId = await addRoom(server.database, 'kitchen');
  await new Visitor(server.url).register('boris');
  shared = await member(server.url, 'anna');
});

afterAll(() => server.close());

/** Somebody at the shared browser has a text there that was refused: it waits until they decide. */
async function leave(text: string): Promise<void> {
  const me = await shared.page.locator('body').getAttribute('data-me');
  const unsent = { clientId: text, text, createdAt: new Date().toISOString(), refusal: 'Too fast.' };
  const entry = [`samovar.outbox.${me}.${roomId}.${text}`, JSON.stringify(unsent)].map((each) =>
    JSON.stringify(each),
  );
  await shared.page.evaluate(`localStorage.setItem(${entry.join(', ')})`);
}

async function signOut(): Promise<void> {
  await shared.page.goto('/chat/');
  // That there is something unsent.
  shared.page.once('dialog', (dialog) => void dialog.accept());
  await shared.page.click('.me-button');
  await shared.page.click('form[action="/logout"] button');
  await shared.page.waitForURL('**/login**');
}

async function signIn(username: string): Promise<void> {
  await shared.page.goto('/login');
  await shared.page.fill('[name=username]', username);
  await shared.page.fill('[name=password]', defaultPassword);
  await shared.page.press('[name=password]', 'Enter');
  await shared.page.waitForURL('**/chat/');
}

async function expectListed(...texts: string[]): Promise<void> {
  await shared.page.goto('/offline');
  await shared.page.locator('#again').waitFor();
  await soon(async () =>
    expect(await shared.page.locator('#unsent-texts li').allTextContents()).toEqual(texts),
  );
  expect(await shared.page.locator('#unsent').isVisible()).toBe(texts.length > 0);
}

test('it lists what its reader has not sent yet, and nobody else’s; who signs out leaves nothing', async () => {
  await shared.page.goto('/chat/');
  await leave('kept by anna');
  await expectListed('kept by anna');
  await signOut();
  await expectListed();
  await signIn('boris');
  await leave('kept by boris');
  await expectListed('kept by boris');
  await signOut();
  await signIn('anna');
  await expectListed();
  expect(shared.complaints).toEqual([]);
});
