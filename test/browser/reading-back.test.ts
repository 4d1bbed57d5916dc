/** Reading a long room: back through its messages, around one of them, and what comes meanwhile. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, placeAtRest } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually, soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let reader: Person;
let boris: Visitor;

beforeAll(async () => {
  server = await startApp();
  const author = await addUser(server.database, 'annalist');
  await fillRoom(server.database, await addRoom(server.database, 'long'), author.id, 200);
  reader = await member(server.url, 'reader');
  boris = new Visitor(server.url);
  await boris.register('boris');
});

afterAll(() => server.close());

beforeEach(async () => {
  await reader.page.goto('/chat/long');
  await reader.page.locator('#m200').waitFor();
});

const topOf = async (selector: string) => (await reader.page.locator(selector).boundingBox())!.y;
const bottom = async () => {
  const box = (await reader.page.locator('#log-scroll').boundingBox())!;
  return box.y + box.height;
};
const shown = () => reader.page.locator('#log .message:not(.private)').count();

async function scrollBy(pixels: number): Promise<void> {
  await reader.page.locator('#log-scroll').hover();
  await reader.page.mouse.wheel(0, pixels);
}

test('the room opens at its newest message, before any script runs', async () => {
  await soon(async () => {
    expect(await topOf('#m200')).toBeLessThan(await bottom());
    expect(await topOf('#m151')).toBeLessThan(await topOf('#log-scroll'));
  });
});

test('scrolling up brings all 200 messages, and nothing on the screen moves when older ones arrive', async () => {
  await reader.page.locator('.people li').first().waitFor();
  for (let before = await shown(); before < 200; before = await shown()) {
    await reader.page.locator(`#m${201 - before}`).scrollIntoViewIfNeeded();
    await reader.page.locator(`#m${201 - before - 1}`).waitFor({ state: 'attached' });
    const anchor = `#m${201 - before + 5}`;
    const top = await topOf(anchor);
    await reader.page.waitForTimeout(150);
    expect(Math.abs((await topOf(anchor)) - top)).toBeLessThan(2);
  }
  expect(await shown()).toBe(200);
  await reader.page.locator('#older').waitFor({ state: 'hidden' });
  expect(await reader.page.locator('#log .message .message-text').allTextContents()).toEqual(
    Array.from({ length: 200 }, (_, index) => `message ${index + 1}`),
  );
});

test('while older messages are put above, the message being read stays where it is', async () => {
  await reader.page.locator('.people li').first().waitFor();
  // The page before was loaded ahead, when the room was opened.
  await reader.page.locator('#m101').waitFor({ state: 'attached' });
  await reader.page.evaluate('window.tops = []');
  await reader.page.evaluate(`new MutationObserver(() => {
    const message = document.getElementById('m112');
    window.tops.push(message.getBoundingClientRect().top);
    requestAnimationFrame(() => window.tops.push(message.getBoundingClientRect().top));
  }).observe(document.getElementById('log'), { childList: true })`);
  await reader.page.evaluate(`document.getElementById('m108').scrollIntoView({ block: 'start' })`);
  const before = await topOf('#m112');
  await reader.page.locator('#m51').waitFor({ state: 'attached' });
  await reader.page.waitForTimeout(100);
  const tops = await reader.page.evaluate<number[]>('window.tops');
  expect(tops.length).toBeGreaterThan(0);
  for (const top of tops) expect(Math.abs(top - before)).toBeLessThan(2);
});

test('what is written while one reads further up moves nothing and waits behind a button', async () => {
  await reader.page.locator('.people li').first().waitFor();
  const anchor = '#m180';
  const before = await topOf(anchor);
  await scrollBy(-900);
  await soon(async () => expect(await topOf(anchor)).not.toBe(before));
  const top = await placeAtRest(reader.page.locator(anchor));
  for (const text of ['first of two', 'second of two'])
    await boris.post('/chat/long/messages', { text, clientId: crypto.randomUUID() });
  await reader.page.locator('#new-button', { hasText: '2 new' }).waitFor();
  expect(Math.abs((await topOf(anchor)) - top)).toBeLessThan(2);
  await reader.page.click('#new-button');
  await soon(async () => expect(await topOf('#log .message >> nth=-1')).toBeLessThan(await bottom()));
  await reader.page.locator('#new-button').waitFor({ state: 'hidden' });
});

test('opened around one message, the room is read on to its newest, live ones included', async () => {
  await reader.page.goto('/chat/long/60#m60');
  await soon(async () => {
    const top = await topOf('#m60');
    expect(top).toBeGreaterThan(await topOf('#log-scroll'));
    expect(top).toBeLessThan(await bottom());
  });
  await reader.page.locator('.people li').first().waitFor();
  await boris.post('/chat/long/messages', { text: 'written meanwhile', clientId: crypto.randomUUID() });
  const live = reader.page.locator('#log .message', { hasText: 'written meanwhile' });
  await eventually(
    async () => (await live.count()) > 0 || scrollBy(3_000).then(() => false),
    'Its end never came.',
  );
  expect(await live.count()).toBe(1);
  const seqs = await reader.page
    .locator('#log .message')
    .evaluateAll((elements) =>
      elements.map((element) => Number((element as unknown as { dataset: { seq: string } }).dataset.seq)),
    );
  expect(seqs).toEqual(seqs.map((_, index) => seqs[0]! + index));
});

test('a number in Ctrl K is a message of the open room, and one step leads back', async () => {
  await reader.page.locator('.people li').first().waitFor();
  await reader.page.keyboard.press('Control+k');
  await reader.page.locator('dialog.switcher').waitFor();
  await reader.page.keyboard.type('#42');
  await reader.page.locator('.switcher .option', { hasText: 'Message #42 of this room' }).waitFor();
  await reader.page.keyboard.press('Enter');
  await reader.page.locator('#m42.is-target').waitFor();
  await reader.page.click('#way-back');
  await soon(async () => expect(await reader.page.locator('#m42').count()).toBe(0));
});

test('a number in a message leads to that message of the room, and one step leads back', async () => {
  const say = (text: string) => boris.post('/chat/long/messages', { text, clientId: crypto.randomUUID() });
  await say('Was it #42, or #043? C#42 and `#42` are none, **nor is #9999**, ||but #41 is||.');
  const { page } = reader;
  const said = page.locator('#log .message').last();
  await said.locator('a', { hasText: '#42' }).waitFor();
  expect(await said.locator('.message-text a').allTextContents()).toEqual(['#42', '#41']);
  await said.locator('a', { hasText: '#42' }).click();
  await page.locator('#m42.is-target').waitFor();
  await page.goBack();
  await said.locator('.message-text', { hasText: 'Was it' }).waitFor();
  // Plain text is no html, and may mean none that is still to come.
  await say('See #201 and #500.');
  await said.locator('.message-text', { hasText: 'See' }).waitFor();
  expect(await said.locator('.message-text a').allTextContents()).toEqual(['#201']);
});

test('no page complained', () => {
  expect(reader.complaints).toEqual([]);
});
