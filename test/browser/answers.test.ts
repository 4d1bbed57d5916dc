/** Answers, and the keys that lead to them: from the field to a message and back, in each browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { close, inEachBrowser, member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
});

afterAll(() => server.close());

inEachBrowser('Answers and keys', (browser) => {
  const room = `kitchen-${browser}`;
  let anna: Person;
  let boris: Visitor;

  beforeAll(async () => {
    await addRoom(server.database, room);
    boris = new Visitor(server.url);
    await boris.register(`boris-${browser}`);
    for (const text of ['who has the key?', 'and who the lamp?', 'nobody?']) await say(text);
    anna = await member(server.url, `anna-${browser}`, { browser });
    await anna.page.goto(`/chat/${room}`);
    await anna.page.locator('.people [data-user]').first().waitFor();
    // Messages can be reached by keyboard once there is a sign of one.
    await press('Shift');
    await anna.page.locator('#log .message[tabindex]').first().waitFor();
  });

  const say = (text: string) => boris.post(`/chat/${room}/messages`, { text, clientId: crypto.randomUUID() });
  const said = (text: string): Locator => anna.page.locator('#log .message', { hasText: text }).last();
  const press = async (...keys: string[]) => {
    for (const key of keys) await anna.page.keyboard.press(key);
  };
  const isFocused = (locator: Locator) => locator.and(anna.page.locator(':focus')).waitFor();

  test('the log is one stop: arrows, Home and End move in it, Esc leads back, and a phrase says all of a message', async () => {
    await anna.page.focus('#text');
    await anna.page.keyboard.type('first');
    await press('Enter');
    await said('first').waitFor();
    await said('first').focus();
    await press('ArrowUp');
    await isFocused(said('nobody?'));
    await press('Home');
    await isFocused(said('who has the key?'));
    await press('End', 'ArrowUp', 'ArrowUp');
    await isFocused(said('and who the lamp?'));
    expect(await said('and who the lamp?').getAttribute('aria-label')).toMatch(
      new RegExp(`^boris-${browser}, \\d\\d:\\d\\d.*: and who the lamp\\?$`),
    );
    expect(await anna.page.locator('#log .message[aria-label]').count()).toBe(1);
    expect(await anna.page.locator('#log [tabindex="0"]').count()).toBe(1);
    await press('Escape');
    await isFocused(anna.page.locator('#text'));
  });

  test('R answers, the line is kept beside the draft, Esc drops it, and the answer shows what it answers', async () => {
    await said('who has the key?').focus();
    await press('r');
    const line = anna.page.locator('#answering');
    await line.getByText('who has the key?').waitFor();
    await isFocused(anna.page.locator('#text'));
    await press('Escape');
    await line.waitFor({ state: 'hidden' });
    await said('who has the key?').focus();
    await press('r');
    await anna.page.keyboard.type('I have it');
    await anna.page.reload();
    await line.getByText('who has the key?').waitFor();
    await soon(async () => expect(await anna.page.inputValue('#text')).toBe('I have it'));
    await anna.page.focus('#text');
    await press('Enter');
    const answer = anna.page.locator('#log .message', { hasText: 'I have it' });
    const quote = answer.locator('.quote');
    await soon(async () => expect(await quote.locator('.quote-text').textContent()).toBe('who has the key?'));
    await line.waitFor({ state: 'hidden' });
    await quote.click();
    await anna.page.locator('#log .message.is-target', { hasText: 'who has the key?' }).waitFor();
    if (browser === 'Chromium') await anna.page.goBack();
    await answer.focus();
    expect(await answer.getAttribute('aria-label')).toContain(`answer to boris-${browser}`);
  });

  test('an answer follows what it quotes: edited, and gone', async () => {
    const tab = await Tab.open(server.url, boris.cookieHeader);
    const { messages } = await tab.join(room);
    const { id: messageId } = messages.find(({ text }) => text === 'who has the key?')!;
    const quote = anna.page.locator('#log .message', { hasText: 'I have it' }).locator('.quote-text');
    await tab.must('edit', { messageId, text: 'who has the keys?' });
    await soon(async () => expect(await quote.textContent()).toBe('who has the keys?'));
    await tab.must('delete', { messageId });
    tab.close();
    await soon(async () => expect(await quote.textContent()).toBe('This message was deleted.'));
    await anna.page.reload();
    await soon(async () => expect(await quote.textContent()).toBe('This message was deleted.'));
  });

  test('what is answered is told in its words, without formatting: above the field, in the answer, and once it is edited', async () => {
    await say('the **lamp** is under:\n- `old` mats');
    await press('Shift');
    await said('lamp is under').and(anna.page.locator('[tabindex]')).focus();
    await press('r');
    const line = anna.page.locator('#answering [data-what]');
    await soon(async () => expect(await line.textContent()).toBe('the lamp is under: old mats'));
    await anna.page.reload();
    await soon(async () => expect(await line.textContent()).toBe('the lamp is under: old mats'));
    await anna.page.focus('#text');
    await anna.page.keyboard.type('I see');
    await press('Enter');
    const quote = anna.page.locator('#log .message', { hasText: 'I see' }).locator('.quote-text');
    await soon(async () => expect(await quote.textContent()).toBe('the lamp is under: old mats'));
    const tab = await Tab.open(server.url, boris.cookieHeader);
    const { messages } = await tab.join(room);
    const { id: messageId } = messages.find(({ text }) => text?.includes('lamp**'))!;
    await tab.must('edit', { messageId, text: '*that* lamp is `lost`' });
    tab.close();
    await soon(async () => expect(await quote.textContent()).toBe('that lamp is lost'));
  });

  test('what is typed anywhere goes into the field; on a message a letter is its action, in any alphabet', async () => {
    await anna.page.locator('#room-name').click();
    await anna.page.keyboard.type('typed anywhere');
    await soon(async () => expect(await anna.page.inputValue('#text')).toBe('typed anywhere'));
    await anna.page.fill('#text', '');
    await said('nobody?').focus();
    // What a Russian keyboard writes with R.
    const key = { key: 'к', code: 'KeyR', bubbles: true };
    if (browser === 'Chromium') await said('nobody?').dispatchEvent('keydown', key);
    else await press('r');
    await anna.page.locator('#answering', { hasText: 'nobody?' }).waitFor();
    await press('Escape');
    await said('nobody?').focus();
    await press('p');
    await soon(async () => expect(await anna.page.inputValue('#text')).toBe(`/pm boris-${browser} `));
    await anna.page.fill('#text', '');
  });

  test('the list of rooms is one stop, too, and finds by letters; ? lists the keys, Esc closes it', async () => {
    const links = anna.page.locator('.sidebar .room-lists a');
    await anna.page.goto('/chat/');
    const attic = `attic ${crypto.randomUUID().slice(0, 8)}`;
    await anna.page.fill('#room', attic);
    await press('Enter');
    await anna.page.click('#making [type=submit]');
    await anna.page.locator('#room-name', { hasText: attic }).waitFor();
    await links.filter({ hasText: attic }).waitFor();
    // The first key brings what is for keys.
    await press('Shift');
    const stops = anna.page.locator('.sidebar .room-lists a:not([tabindex="-1"])');
    await soon(async () => expect(await stops.count()).toBe(1));
    await links.first().focus();
    await press('End');
    await isFocused(links.last());
    await press('Home');
    await isFocused(links.first());
    await anna.page.keyboard.type('kit');
    await isFocused(links.filter({ hasText: 'kitchen' }));
    expect(await anna.page.inputValue('#text')).toBe('');
    await press('?');
    await anna.page.locator('dialog.keyboard-help', { hasText: 'On a message' }).waitFor();
    await press('Escape');
    await anna.page.locator('dialog.keyboard-help').waitFor({ state: 'detached' });
    await isFocused(links.filter({ hasText: 'kitchen' }));
    expect(anna.complaints).toEqual([]);
  });
});

test('without scripts a link at the message begins the answer', async () => {
  await addRoom(server.database, 'plain');
  const anna = await member(server.url, 'plain-anna', { javaScriptEnabled: false });
  await anna.page.goto('/chat/plain');
  for (const text of ['anybody?', 'nobody?']) {
    await anna.page.fill('#text', text);
    await anna.page.click('#composer [type=submit]');
  }
  await anna.page.locator('#log .message', { hasText: 'anybody?' }).locator('.reply-link').click();
  await anna.page.locator('#answering', { hasText: 'anybody?' }).waitFor();
  await anna.page.fill('#text', '/nonsense');
  await anna.page.click('#composer [type=submit]');
  await anna.page.locator('#answering', { hasText: 'anybody?' }).waitFor();
  await anna.page.fill('#text', 'I am');
  await anna.page.click('#composer [type=submit]');
  const answer = anna.page.locator('#log .message', { hasText: 'I am' });
  await answer.locator('.quote', { hasText: 'anybody?' }).waitFor();
  await anna.page.locator('#answering').waitFor({ state: 'hidden' });
  await close(anna.context);
});
