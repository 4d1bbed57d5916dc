/** The quick switcher, the list of keys, and completion in the message field, by keyboard. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';

let server: TestApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  server = await startApp();
  for (const name of ['kitchen', 'Garden Kitchen', 'Общий чат']) await addRoom(server.database, name);
  anna = await member(server.url, 'anna');
  boris = await member(server.url, 'boris');
  await boris.page.goto('/chat/kitchen');
});

afterAll(() => server.close());

beforeEach(async () => {
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('.people [data-username=boris]').waitFor();
  await anna.page.locator('#text').fill('');
});

const isIn = (room: string) => anna.page.locator('#room-name', { hasText: room }).waitFor();
const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => anna.page.keyboard.press(key)), Promise.resolve());
const type = (text: string) => anna.page.locator('#text').pressSequentially(text);
const written = () => anna.page.inputValue('#text');

describe('among more rooms than a page lists', () => {
  beforeAll(async () => {
    await server.database.query(
      `insert into rooms (name, name_key, active_hour) select 'hall ' || n, 'hall ' || n, n from generate_series(1, 200) n`,
    );
  });
  afterAll(() => server.database.query("update rooms set archived_at = now() where name_key like 'hall %'"));

  test('the switcher finds one that the server has, and goes there', async () => {
    await press('Control+k');
    await anna.page.keyboard.type('hall 17');
    await anna.page.locator('.switcher .option', { hasText: /^hall 17$/ }).waitFor();
    await press('Enter');
    await isIn('hall 17');
  });

  test('the lobby shows one that is typed, and leads on to the others', async () => {
    await anna.page.goto('/chat/');
    await anna.page.fill('#room', 'hall 23');
    await anna.page.locator('.room-cards li[data-name="hall 23"]').waitFor();
    await soon(async () => expect(await anna.page.textContent('#enter-hint')).toBe(''));
    await anna.page.fill('#room', '');
    await anna.page.click('#more-rooms');
    await anna.page.locator('li[data-name="hall 150"]').waitFor();
    await anna.page.locator('li[data-name="hall 200"]').waitFor({ state: 'detached' });
  });
});

describe('the switcher', () => {
  test('goes to a room by the beginnings of its words, and the focus is where one writes', async () => {
    await anna.page.focus('#text');
    await press('Control+k');
    await anna.page.locator('.switcher .option', { hasText: 'Garden Kitchen' }).waitFor();
    await anna.page.keyboard.type('gk');
    await anna.page.locator('.switcher [aria-selected=true]', { hasText: 'Garden Kitchen' }).waitFor();
    await press('Enter');
    await isIn('Garden Kitchen');
    await anna.page.locator('.switcher[open]').waitFor({ state: 'detached' });
    await anna.page.locator('#text:focus').waitFor();
  });

  test('arrows choose, Esc closes and gives the focus back', async () => {
    await anna.page.focus('#text');
    await press('Control+k');
    await anna.page.locator('.switcher .option', { hasText: 'Общий чат' }).waitFor();
    const field = anna.page.locator('.switcher input');
    const first = await field.getAttribute('aria-activedescendant');
    await press('ArrowDown');
    const second = await field.getAttribute('aria-activedescendant');
    expect(second).not.toBe(first);
    expect(await anna.page.locator(`#${second}`).getAttribute('aria-selected')).toBe('true');
    await press('ArrowUp', 'Escape');
    await anna.page.locator('.switcher[open]').waitFor({ state: 'detached' });
    await anna.page.locator('#text:focus').waitFor();
  });

  test('finds a person who is online, makes a room that is not there, and starts a conversation', async () => {
    await press('Control+k');
    await anna.page.keyboard.type('@bor');
    await anna.page.locator('.switcher .option', { hasText: /^B?boris$/i }).waitFor();
    await press('Escape', 'Control+k');
    await anna.page.keyboard.type('Attic');
    // Whoever looks for something makes nothing by it.
    await anna.page.locator('.switcher [aria-selected=true]', { hasText: 'Search messages' }).waitFor();
    await anna.page
      .locator('.switcher .option:last-child', { hasText: /Make a room called.*Attic/ })
      .waitFor();
    await press('ArrowUp', 'Enter');
    await anna.page.locator('dialog.question', { hasText: 'Attic' }).waitFor();
    await press('Enter');
    await isIn('Attic');
    await press('Control+k');
    await anna.page.keyboard.type('@boris');
    await anna.page.locator('.switcher [aria-selected=true]', { hasText: 'Write to' }).waitFor();
    await press('Enter');
    await anna.page.locator('main button', { hasText: 'Start the conversation' }).click();
    await isIn('boris');
    expect(new URL(anna.page.url()).pathname).toBe('/chat/%40boris');
  });

  test('leads to the list of everybody: by its name, for a part of somebody’s, and by G P', async () => {
    const option = anna.page.locator('.switcher .option', { hasText: /^People$/ });
    await press('Control+k');
    await option.waitFor();
    await anna.page.keyboard.type('peop');
    await anna.page.locator('.switcher [aria-selected=true]', { hasText: /^People$/ }).waitFor();
    await press('Enter');
    await anna.page.waitForURL('**/people');
    await anna.page.locator('.directory', { hasText: 'boris' }).waitFor();
    await anna.page.goto('/chat/kitchen');
    await anna.page.locator('#log-region').focus();
    await press('Control+k');
    await anna.page.keyboard.type('@bori');
    await anna.page.locator('.switcher .option', { hasText: /^Find .?bori.? among all people$/ }).click();
    await anna.page.waitForURL('**/people?q=bori');
    await anna.page.goto('/chat/kitchen');
    await type('Where is everybody?');
    await press('Enter');
    // There P alone writes to its author.
    await anna.page.locator('#log .message[tabindex="0"]', { hasText: 'Where is' }).focus();
    await press('g', 'p');
    await anna.page.waitForURL('**/people');
  });

  test('opens from the sidebar and from the lobby, too', async () => {
    await anna.page.click('[data-shows=switcher]');
    await anna.page.locator('.switcher input').waitFor();
    await press('Escape');
    await anna.page.click('.all-rooms');
    await anna.page.locator('.room-card').first().waitFor();
    await press('Control+k');
    await anna.page.keyboard.type('общ');
    await anna.page.locator('.switcher [aria-selected=true]', { hasText: 'Общий чат' }).waitFor();
    await press('Enter');
    await isIn('Общий чат');
  });
});

test('? lists the keys, but is a question mark where one writes', async () => {
  await type('Tea?');
  expect(await written()).toBe('Tea?');
  expect(await anna.page.locator('.keyboard-help[open]').count()).toBe(0);
  await anna.page.fill('#text', '');
  await press('?');
  await anna.page.locator('.keyboard-help', { hasText: 'Ctrl' }).waitFor();
  await press('Escape');
  await anna.page.locator('.keyboard-help[open]').waitFor({ state: 'detached' });
  expect(await written()).toBe('');
});

describe('completion', () => {
  const options = () => anna.page.locator('.completion .option');

  test('of a name: Tab takes the first, and the list is a list box of the field', async () => {
    await type('tea, @bo');
    await options().filter({ hasText: 'boris' }).waitFor();
    expect(await anna.page.locator('#text').getAttribute('aria-controls')).toBe('completion');
    await press('Tab');
    expect(await written()).toBe('tea, @boris ');
    await anna.page.locator('#text:focus').waitFor();
    await anna.page.locator('.completion').waitFor({ state: 'hidden' });
  });

  test('Enter sends as long as nothing is chosen, and takes what the arrows have chosen', async () => {
    await type('@bo');
    await options().first().waitFor();
    await press('Enter');
    await anna.page.locator('#log .message', { hasText: '@bo' }).waitFor();
    await type('@bo');
    await options().first().waitFor();
    await press('ArrowDown', 'Enter');
    expect(await written()).toBe('@boris ');
  });

  test('of a command, with what it does; Esc puts the list away', async () => {
    await type('/');
    await options().filter({ hasText: 'write to one person, privately' }).waitFor();
    await soon(async () => expect(await options().count()).toBe(4));
    await type('to');
    await options().filter({ hasText: '/topic' }).waitFor();
    await soon(async () => expect(await options().count()).toBe(1));
    await press('Escape');
    await anna.page.locator('.completion').waitFor({ state: 'hidden' });
    expect(await written()).toBe('/to');
  });

  test('of an emoji by its name; typed whole it is one when sent, but not in code', async () => {
    await type('cheers :tad');
    await options().filter({ hasText: ':tada:' }).waitFor();
    await press('Tab');
    expect(await written()).toBe('cheers 🎉 ');
    await type(':tada: `:tada:` :nothing-such:');
    await press('Enter');
    await anna.page
      .locator('#log .message-text', { hasText: 'cheers 🎉 🎉 :tada: :nothing-such:' })
      .waitFor();
  });

  test('keeps still while an input method composes', async () => {
    await type('@bo');
    await options().first().waitFor();
    const isTaken = await anna.page.evaluate(`(() => {
      const event = new KeyboardEvent('keydown', { key: 'ArrowDown', isComposing: true, cancelable: true, bubbles: true });
      return !document.getElementById('text').dispatchEvent(event);
    })()`);
    expect(isTaken).toBe(false);
    expect(await anna.page.locator('.completion [aria-selected=true]').count()).toBe(0);
  });
});

test('no page complained', () => {
  expect([...anna.complaints, ...boris.complaints]).toEqual([]);
});
