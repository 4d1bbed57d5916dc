/** The main job: set the server up, register, talk, write privately, sign out. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setupCode } from '../../src/server/auth/sign-in/link-codes.js';
import { startApp, type TestApp } from '../support/app.js';
import { close, member, type Person, somebody } from '../support/browser.js';
import { defaultPassword } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  server = await startApp();
});

afterAll(() => server.close());

const lastMessage = ({ page }: Person) => page.locator('#log .message').last();

async function say({ page }: Person, text: string): Promise<void> {
  await page.fill('#text', text);
  await page.press('#text', 'Enter');
}

async function createAccount({ page }: Person, username: string): Promise<void> {
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', defaultPassword);
  await page.click('main button[type=submit]');
  await page.waitForURL('**/chat/');
}

/** In the lobby, which asks first. */
async function makeRoom({ page }: Person, name: string): Promise<void> {
  await page.fill('#room', name);
  await page.press('#room', 'Enter');
  await page.click('#making button');
}

test('the set-up link makes the administrator; somebody else registers', async () => {
  anna = await somebody(server.url);
  await anna.page.goto('/');
  await anna.page.locator('.notice', { hasText: 'Its set-up link is in the server’s log' }).waitFor();
  await anna.page.goto(`/setup#${setupCode(server.config.SESSION_SECRET)}`);
  await anna.page.locator('[name=username]').waitFor();
  expect(new URL(anna.page.url()).hash).toBe('');
  await createAccount(anna, 'anna');
  boris = await somebody(server.url);
  await boris.page.goto('/');
  expect(await boris.page.locator('.notice').count()).toBe(0);
  await boris.page.click('text=Create an account');
  await createAccount(boris, 'boris');
  const [{ role }] = (await server.database.query<{ role: string }>(
    `select role from users where username = 'anna'`,
  )) as [{ role: string }];
  expect(role).toBe('admin');
});

test('the first room is made by naming it, and the other one finds it in the lobby', async () => {
  await makeRoom(anna, 'Общий "чат" & more');
  await anna.page.waitForURL('**/chat/*%22*');
  await anna.page.locator('#empty').waitFor();
  await boris.page.reload();
  // A newcomer is shown where to begin.
  await boris.page.locator('.beginning', { hasText: 'Общий "чат" & more' }).locator('button').click();
  await boris.page.waitForURL('**/chat/*%22*');
});

test('what one writes the other sees at once, with nobody typing any more', async () => {
  await boris.page.locator('.people [data-username=anna]').waitFor();
  await anna.page.locator('.people [data-username=boris]').waitFor();
  await anna.page.fill('#text', 'Tea?');
  await boris.page.locator('#typing', { hasText: 'is typing…' }).waitFor();
  await anna.page.press('#text', 'Enter');
  await boris.page.locator('#log .message', { hasText: 'Tea?' }).waitFor();
  await boris.page.locator('#typing:empty').waitFor({ state: 'attached' });
  await say(boris, 'Yes\nplease');
  await anna.page.locator('#log .message', { hasText: 'please' }).waitFor();
  expect(await lastMessage(anna).locator('.message-text').textContent()).toBe('Yes\nplease');
  await boris.page.locator('#waiting .message').waitFor({ state: 'detached' });
  expect(await boris.page.locator('#log .message').count()).toBe(2);
});

test('/me, /topic, /help and a command that is none', async () => {
  await say(anna, '/me pours the tea');
  await boris.page.locator('#log .action', { hasText: 'anna pours the tea' }).waitFor();
  await say(anna, '/topic Tea & cake');
  await boris.page.locator('#topic', { hasText: 'Tea & cake' }).waitFor();
  await say(anna, '/help');
  const commands = anna.page.locator('#commands', { hasText: '/pm <user> <text>' });
  await commands.waitFor();
  await anna.page.keyboard.press('Escape');
  await commands.waitFor({ state: 'hidden' });
  await anna.page.fill('#text', '/help');
  await anna.page.press('#text', 'Enter');
  await commands.locator('[data-close]').click();
  await commands.waitFor({ state: 'hidden' });
  await anna.page.locator('#text:focus').waitFor();
  await say(anna, '/tea');
  const refused = anna.page.locator('#waiting .message', { hasText: '/tea' });
  await refused.locator('text=There is no command /tea').waitFor();
  await refused.locator('text=Discard').click();
  await refused.waitFor({ state: 'detached' });
});

test('the mark of an edit moves nothing, however full the last line is', async () => {
  for (const size of [20, 66, 68, 70, 72, 90]) {
    await say(anna, `word ${'x'.repeat(size)}`);
    const message = anna.page.locator('#log .message', { hasText: `word ${'x'.repeat(size)}` }).last();
    await message.waitFor();
    const { height } = (await message.boundingBox())!;
    await message.focus();
    await anna.page.keyboard.press('e');
    await anna.page.locator('.message-editor textarea').fill(`lord ${'x'.repeat(size)}`);
    await anna.page.keyboard.press('Enter');
    const edited = anna.page.locator('#log .message', { hasText: `lord ${'x'.repeat(size)}` }).last();
    await edited.locator('.edited').waitFor({ state: 'attached' });
    await anna.page.locator('.message-editor').waitFor({ state: 'detached' });
    expect((await edited.boundingBox())!.height).toBe(height);
  }
});

test('a click on somebody online starts a private message, which shows in both open rooms and nowhere else', async () => {
  const vera = await member(server.url, 'vera');
  await vera.page.goto(anna.page.url());
  await vera.page.locator('.people [data-username=anna]').waitFor();
  await anna.page.click('.people [data-username=boris]');
  expect(await anna.page.inputValue('#text')).toBe('/pm boris ');
  await anna.page.keyboard.type('There is one cake left');
  await anna.page.keyboard.press('Enter');
  const whisper = boris.page.locator('#log .private', { hasText: 'There is one cake left' });
  await whisper.locator('text=anna, privately').waitFor();
  await anna.page.locator('#log .private', { hasText: 'privately to boris' }).waitFor();
  await say(anna, 'said to all');
  await vera.page.locator('#log .message', { hasText: 'said to all' }).waitFor();
  expect(await vera.page.locator('text=There is one cake left').count()).toBe(0);
  await whisper.locator('a', { hasText: 'Open the conversation' }).click();
  await boris.page.waitForURL('**/chat/%40anna');
  await boris.page.locator('#log .message', { hasText: 'There is one cake left' }).waitFor();
  expect(vera.complaints).toEqual([]);
  await close(vera.context);
});

test('a private message reaches somebody in another room, and somebody who is away finds it later', async () => {
  await boris.page.goto('/chat/');
  await makeRoom(boris, 'garden');
  await boris.page.locator('.people li').waitFor();
  await say(anna, '/pm boris Look at the roses');
  await boris.page.locator('#log .private', { hasText: 'Look at the roses' }).waitFor();
  await boris.page.locator('#direct-list [data-unread-count]', { hasText: '1' }).waitFor();
  await boris.page.goto('about:blank');
  await say(anna, '/pm boris And at the lilies');
  await anna.page.locator('#log .private', { hasText: 'And at the lilies' }).waitFor();
  await boris.page.goto('/chat/');
  const conversation = boris.page.locator('.room-card[href="/chat/%40anna"]');
  await conversation.locator('[data-unread-count]', { hasText: '2' }).waitFor();
  await conversation.click();
  await boris.page.locator('#log .message', { hasText: 'And at the lilies' }).waitFor();
  await boris.page.locator('#direct-list [data-unread-badge]').waitFor({ state: 'hidden' });
});

test('signing out in one tab ends the other tab too', async () => {
  const otherTab = await boris.context.newPage();
  await otherTab.goto('/chat/');
  await otherTab.click('.me-button');
  await otherTab.click('text=Sign out');
  await otherTab.waitForURL('**/login');
  await boris.page.waitForURL('**/login?next=**');
  await boris.page.goto('/chat/garden');
  await boris.page.waitForURL('**/login?next=%2Fchat%2Fgarden');
});

test('no page complained', () => {
  expect([...anna.complaints, ...boris.complaints]).toEqual([]);
});
