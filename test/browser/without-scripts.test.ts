/** JavaScript off: sign in, lobby, read, page back, send, write privately, sign out. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Drafts } from '../../src/server/drafts/drafts.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { type Person, somebody } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;

beforeAll(async () => {
  server = await startApp();
  const author = await addUser(server.database, 'annalist');
  await fillRoom(server.database, await addRoom(server.database, 'long'), author.id, 120);
  for (const name of ['anna', 'boris']) await new Visitor(server.url).register(name);
  anna = await somebody(server.url, { javaScriptEnabled: false });
});

afterAll(() => server.close());

const texts = () => anna.page.locator('#log .message-text').allTextContents();

test('sign in, and be where one wanted to go', async () => {
  await anna.page.goto('/chat/');
  await anna.page.fill('[name=username]', 'anna');
  await anna.page.fill('[name=password]', defaultPassword);
  await anna.page.click('main button[type=submit]');
  await anna.page.waitForURL('**/chat/');
  await anna.page.click('.room-card >> text=long');
});

test('read, and page back to the beginning and forward again', async () => {
  await soon(async () => expect((await texts()).at(-1)).toBe('message 120'));
  await anna.page.click('text=Older messages');
  await soon(async () => expect((await texts()).at(-1)).toBe('message 70'));
  await anna.page.click('text=Older messages');
  const oldest = Array.from({ length: 20 }, (_, index) => `message ${index + 1}`);
  await soon(async () => expect(await texts()).toEqual(oldest));
  expect(await anna.page.locator('text=Older messages').isVisible()).toBe(false);
  await anna.page.click('text=Newer messages');
  await soon(async () => expect((await texts())[0]).toBe('message 21'));
  await anna.page.click('text=Go to the newest');
  await soon(async () => expect((await texts()).at(-1)).toBe('message 120'));
});

test('to a day, by the room’s menu', async () => {
  await anna.page.click('.room-menu-button');
  await anna.page.click('[data-jump]');
  await anna.page.fill('[name=on]', '2020-01-31');
  await anna.page.click('.jump button[type=submit]');
  await soon(async () => expect((await texts())[0]).toBe('message 1'));
  expect(await anna.page.locator('.notice', { hasText: 'This is what came next.' }).isVisible()).toBe(true);
  await anna.page.goto('/chat/long/jump');
  await anna.page.click('.jump >> text=The beginning');
  await anna.page.waitForURL('**/chat/long/1#m1');
  await anna.page.click('text=Go to the newest');
  await soon(async () => expect((await texts()).at(-1)).toBe('message 120'));
});

test('reading makes nobody a member; joining does, and whoever has joined writes', async () => {
  const members = () => server.database.query('select 1 from memberships');
  expect(await members()).toEqual([]);
  expect(await anna.page.locator('#text').isVisible()).toBe(false);
  await anna.page.click('#join-bar button');
  await anna.page.locator('#text').waitFor();
  expect(await members()).toHaveLength(1);
  await anna.page.fill('#text', 'Hello from\na plain page');
  await anna.page.click('text=Send');
  await anna.page.waitForURL('**/chat/long#m121');
  await soon(async () => expect((await texts()).at(-1)).toBe('Hello from\na plain page'));
  expect(await members()).toHaveLength(1);
});

test('a file goes with its words and its description', async () => {
  await anna.page.goto('/chat/long');
  await anna.page.fill('#text', 'seeds to share');
  await anna.page.fill('#composer [name=alt]', 'a list of seeds');
  await anna.page
    .locator('#composer [name=file]')
    .setInputFiles([{ name: 'seeds.txt', mimeType: 'text/plain', buffer: Buffer.from('leeks') }]);
  await anna.page.click('text=Send');
  await soon(async () =>
    expect(
      await server.database.query(
        "select name from files join messages on messages.id = message_id where text = 'seeds to share'",
      ),
    ).toEqual([{ name: 'seeds.txt' }]),
  );
});

test('a form sent twice is one message', async () => {
  const form = anna.page.locator('#composer');
  const clientId = await form.locator('[name=clientId]').inputValue();
  const fields = { _csrf: await form.locator('[name=_csrf]').inputValue(), clientId, text: 'only once' };
  for (let time = 0; time < 2; time++) {
    const answer = await anna.context.request.post('/chat/long/messages', { form: fields, maxRedirects: 0 });
    expect([answer.status(), answer.headers().location]).toEqual([303, '/chat/long#m123']);
  }
  await anna.page.reload();
  expect((await texts()).filter((text) => text === 'only once')).toHaveLength(1);
});

test('what is hidden shows while it has the focus, by keyboard and by a press', async () => {
  await anna.page.goto('/chat/long?at=now');
  await anna.page.fill('#text', 'it was ||the butler||');
  await anna.page.click('.send');
  const hidden = anna.page.locator('.spoiler > :last-child').last();
  await hidden.waitFor({ state: 'hidden' });
  await anna.page.locator('.spoiler-key').last().focus();
  await hidden.waitFor();
  await anna.page.locator('#text').focus();
  await hidden.waitFor({ state: 'hidden' });
  await anna.page.locator('.spoiler').last().click();
  await hidden.waitFor();
});

test('what was begun elsewhere is filled in with what it answers; sending ends it, and of what was written meanwhile nothing is lost', async () => {
  const row = async (sql: string) => (await server.database.query<{ id: number }>(sql))[0]!;
  const me = {
    ...(await row("select id from users where username = 'anna'")),
    username: 'anna',
    role: 'member' as const,
  };
  const { id: roomId } = await row("select id from rooms where name = 'long'");
  const begun = await row('select id from messages where seq = 7');
  const drafts = server.app.get(Drafts, { strict: false });
  const begin = (text: string, more = {}) => drafts.keep(me, { roomId, text, ...more });
  await begin('half a thought\nin two lines', { replyTo: begun.id });
  await anna.page.goto('/chat/long?at=now');
  expect(await anna.page.inputValue('#text')).toBe('half a thought\nin two lines');
  expect(await anna.page.locator('#answering').innerText()).toContain('message 7');
  await anna.page.click('#answering [data-drop]');
  await anna.page.locator('#answering').waitFor({ state: 'hidden' });
  await anna.page.fill('#text', 'a whole thought');
  // A preview lies between, and the form is still that of the draft.
  await anna.page.click('#composer [formaction$="/preview"]');
  await anna.page.locator('.draft-preview').waitFor();
  await anna.page.click('.send');
  await soon(async () => expect((await texts()).at(-1)).toBe('a whole thought'));
  expect(await drafts.find(me, { roomId })).toBeUndefined();
  expect(await anna.page.inputValue('#text')).toBe('');

  await begin('first');
  await anna.page.goto('/chat/long?at=now');
  await begin('from another device, meanwhile');
  await anna.page.click('.send');
  await soon(async () => expect((await texts()).at(-1)).toBe('first'));
  expect(await anna.page.inputValue('#text')).toBe('from another device, meanwhile');
  await anna.page.click('#composer [formaction$="/draft"]');
  await soon(async () => expect(await anna.page.inputValue('#text')).toBe(''));
  expect(await drafts.find(me, { roomId })).toBeUndefined();

  const thread = { roomId, threadId: begun.id };
  await drafts.keep(me, { ...thread, text: 'begun in a thread' });
  await anna.page.goto('/chat/long/thread/7');
  expect(await anna.page.inputValue('#thread-text')).toBe('begun in a thread');
  expect(await anna.page.inputValue('#text')).toBe('');
  await anna.page.click('#thread-composer .send');
  await anna.page.locator('#thread-log', { hasText: 'begun in a thread' }).waitFor();
  expect([await anna.page.inputValue('#thread-text'), await drafts.find(me, thread)]).toEqual([
    '',
    undefined,
  ]);
});

test('a preview keeps what was written, and says that it keeps no files', async () => {
  await anna.page.goto('/chat/long?at=now');
  await anna.page.fill('#text', '**so** it `looks`');
  await anna.page.setInputFiles('[name=file]', {
    name: 'tea.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('tea'),
  });
  await anna.page.click('.composer [formaction]');
  await anna.page.locator('.draft-preview strong', { hasText: 'so' }).waitFor();
  expect(await anna.page.locator('.file-fields .hint').textContent()).toContain('Choose your files again');
  expect(await anna.page.inputValue('#text')).toBe('**so** it `looks`');
  await anna.page.click('.send');
  await soon(async () => expect((await texts()).at(-1)).toBe('so it looks'));
});

test('/me, and a refused command that is given back', async () => {
  await anna.page.fill('#text', '/me waves');
  await anna.page.click('text=Send');
  await soon(async () => expect((await texts()).at(-1)).toBe('* anna waves'));
  await anna.page.fill('#text', '/wave');
  await anna.page.click('text=Send');
  await anna.page.locator('[role=alert]', { hasText: 'There is no command /wave' }).waitFor();
  expect(await anna.page.inputValue('#text')).toBe('/wave');
});

test('/pm says where it went and leads to the conversation', async () => {
  await anna.page.fill('#text', '/pm boris Between us');
  await anna.page.click('text=Send');
  const notice = anna.page.locator('[role=status]', { hasText: 'Sent privately to boris' });
  await notice.locator('a').click();
  await soon(async () => expect(await texts()).toEqual(['Between us']));
  await anna.page.goto('/chat/long');
  await soon(async () => expect((await texts()).at(-1)).toBe('* anna waves'));
});

test('what came meanwhile is counted, marked by a line, and marked as read by a button', async () => {
  const boris = new Visitor(server.url);
  await boris.signIn('boris');
  await boris.post('/chat/long/messages', { text: 'while you were out', clientId: crypto.randomUUID() });
  await anna.page.goto('/chat/');
  expect(await anna.page.locator('.room-card', { hasText: 'long' }).locator('.badge').innerText()).toContain(
    '1',
  );
  await anna.page.click('.room-card >> text=long');
  await anna.page.locator('.new-line + .message .message-text', { hasText: 'while you were out' }).waitFor();
  await anna.page.click('#unread-form button');
  await anna.page.locator('.new-line').waitFor({ state: 'detached' });
  await anna.page.goto('/chat/');
  expect(await anna.page.locator('.room-card', { hasText: 'long' }).locator('.badge').isVisible()).toBe(
    false,
  );
});

test('all is unread again from a message on, by the page of that message; but nothing is by one’s own', async () => {
  await anna.page.goto('/chat/long/119');
  // Texts within noscript are found by nobody else.
  await anna.page.click('noscript a[href$="/119/keep"]');
  await anna.page.click('text=Mark unread from here');
  await anna.page.waitForURL('**/chat/');
  const badge = anna.page.locator('.room-card', { hasText: 'long' }).locator('.badge');
  // Two of the annalist, and the one of Boris.
  expect(await badge.innerText()).toContain('3');
  await anna.page.goto('/chat/long/121/keep');
  expect(await anna.page.locator('text=Mark unread from here').count()).toBe(0);
});

test('an unknown room is offered, not made', async () => {
  const answer = await anna.page.goto('/chat/%D1%87%D0%B0%D0%B9%20%D0%B8%20%22%D0%BA%D0%BE%D1%84%D0%B5%22');
  expect(answer!.status()).toBe(404);
  expect(await server.database.query(`select 1 from rooms where name like 'чай%'`)).toEqual([]);
  await anna.page.click('main button');
  await anna.page.locator('h1', { hasText: 'чай и "кофе"' }).waitFor();
  expect(await anna.page.locator('h1').textContent()).toBe('чай и "кофе"');
});

test('sign out', async () => {
  await anna.page.click('.me-button');
  await anna.page.click('text=Sign out');
  await anna.page.waitForURL('**/login');
  await anna.page.goto('/chat/long');
  await anna.page.waitForURL('**/login?next=**');
});
