/** Sending does not hop: what is on its way stands where the message will, to the pixel. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { WebSocketRoute } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, untilTrue } from '../support/browser.js';
import { addRoom } from '../support/factories.js';

let server: TestApp;
let anna: Person;
/** While set, what the server says does not arrive. */
let held: (() => void)[] | undefined;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  anna = await member(server.url, 'anna');
  await anna.page.routeWebSocket(/socket\.io/, holdAnswers);
  await anna.page.goto('/chat/kitchen');
  await anna.page.locator('.people li').first().waitFor();
});

afterAll(() => server.close());

function holdAnswers(page: WebSocketRoute): void {
  const toServer = page.connectToServer();
  page.onMessage((message) => toServer.send(message));
  toServer.onMessage((message) => {
    if (held) held.push(() => page.send(message));
    else page.send(message);
  });
}

function letGo(): void {
  for (const deliver of held!) deliver();
  held = undefined;
}

/**
 * Each part of the last message, on its way or stored, and of the line above it: what it is, where it is, how large.
 * The button that copies code lies over it, and only what is stored has one.
 */
const places = `(() => {
  const messages = [...document.querySelectorAll('#log .message, #waiting .message:not(.guessed)')];
  const last = messages.at(-1);
  const above = last.previousElementSibling;
  const parts = [last, ...last.querySelectorAll('.avatar, .message-head, .author, time, .message-text, .message-text *')];
  if (above?.matches('.day-line')) parts.push(above, ...above.children);
  return parts
    .filter((part) => part.checkVisibility() && !part.closest('.code-copy'))
    .map((part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      return [part.localName, part.childElementCount || part.localName === 'time' ? '' : part.textContent, x, y, width, height].join(' ');
    });
})()`;

const texts = {
  'plain, the first of a day': 'Good morning',
  'of a group': 'and another one',
  'in bold, slanted, gone': '**the green ones** for _chutney_, ~~not~~ now',
  'with code': 'run `npm start` first',
  'with a block of code': '```\\nconst tea = 1;\\nconst cups = 12;\\n```',
  'of many lines': 'one\\ntwo\\n\\nfour',
  quoted: '> what you said\\n\\nand what I say',
  'a list': '- tea\\n- sugar\\n- cake',
  'with a link': 'see https://example.org/a/rather/long/path?with=a#part for that',
  'of an action': '/me puts the kettle on',
  'after an action': 'there we are',
  'with an emoji': 'tea 🫖 and cake 🍰',
  'with a mention': 'ask @boris, or @anna',
  'with a slash': '//not a command',
  long: 'word '.repeat(120),
};

test.each(Object.entries(texts))('a text %s', async (_, escaped) => {
  const text = escaped.replaceAll('\\n', '\n');
  await anna.page.fill('#text', text);
  // Written by hand, it takes longer than its formatting takes to be there.
  if (/[*`_>-]|http/.test(text)) await untilTrue(anna.page, isFormatterThere);
  held = [];
  const before = await anna.page.locator('#log .message').count();
  await anna.page.press('#text', 'Enter');
  await anna.page.locator('#waiting .message').waitFor();
  const pending = await anna.page.evaluate<string[]>(places);
  letGo();
  await anna.page.locator(`#log .message >> nth=${before}`).waitFor();
  await anna.page.locator('#waiting .message').waitFor({ state: 'detached' });
  expect(await anna.page.evaluate<string[]>(places)).toEqual(pending);
  expect(pending.length).toBeGreaterThan(2);
});

const isFormatterThere = `performance.getEntriesByType('resource').some(({ name, responseEnd }) =>
  name.includes('/js/formatting.js') && responseEnd > 0)`;

test('the formatting is fetched only where a text needs it, once', async () => {
  const fetched: string[] = [];
  const vera = await member(server.url, 'vera');
  vera.page.on('request', (request) => {
    if (request.url().includes('/js/formatting.js')) fetched.push(request.url());
  });
  await vera.page.goto('/chat/kitchen');
  await vera.page.locator('.people li').first().waitFor();
  await vera.page.fill('#text', 'nothing of that kind');
  await vera.page.press('#text', 'Enter');
  await vera.page.locator('#log .message', { hasText: 'nothing of that kind' }).waitFor();
  expect(fetched).toHaveLength(0);
  await vera.page.fill('#text', 'some **of** it');
  await vera.page.fill('#text', 'some **of** it, again');
  await vera.page.press('#text', 'Enter');
  await vera.page.locator('#log .message strong', { hasText: 'of' }).last().waitFor();
  expect(fetched).toHaveLength(1);
  expect(vera.complaints).toEqual([]);
});

test('no page complained', () => {
  expect(anna.complaints).toEqual([]);
});
