/** Do not disturb, levels and ignoring, as somebody with two tabs sees them; the account's page without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person, somebody } from '../support/browser.js';
import { addRoom, addUser } from '../support/factories.js';
import { callerFor } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let server: TestApp;
let anna: Person;
let second: Page;
let boris: Visitor;
let borisId: number;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  await addRoom(server.database, 'kitchen');
  boris = new Visitor(server.url);
  await boris.register('boris');
  anna = await member(server.url, 'anna');
  second = await anna.context.newPage();
  for (const page of [anna.page, second]) {
    await page.goto('/chat/kitchen');
    await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  }
  const [row] = await server.database.query<{ id: string }>(`select id from users where username = 'boris'`);
  borisId = Number(row!.id);
});

afterAll(() => server.close());

const say = (text: string) => boris.post('/chat/kitchen/messages', { text, clientId: crypto.randomUUID() });
const state = (page: Page) => page.locator('[data-quiet-state]');

test('do not disturb is turned on in one tab and shows in the other, until when included; and off again', async () => {
  const { page } = anna;
  await page.click('.me-button');
  await page.click('.quiet summary');
  await page.click('.quiet [value="60"]');
  await state(page)
    .filter({ hasText: /^until .*\d\d:\d\d/ })
    .waitFor();
  await state(second)
    .filter({ hasText: /^until .*\d\d:\d\d/ })
    .waitFor({ state: 'attached' });
  await second.click('.me-button');
  await second.click('.quiet summary');
  await second.click('[data-quiet-off]');
  await state(page).filter({ hasText: /^off$/ }).waitFor();
  expect(await page.locator('[data-quiet-off]').isVisible()).toBe(false);
  await page.keyboard.press('Escape');
  await second.keyboard.press('Escape');
});

test('a room without a choice of its own follows the default, in all tabs and at once', async () => {
  const { page } = anna;
  await page.click('[popovertarget=room-menu]');
  const everywhere = page.locator('.levels [value=default]');
  expect(await everywhere.getAttribute('aria-pressed')).toBe('true');
  expect(await everywhere.textContent()).toContain('(mentions)');
  await tellsOf(second, 'nothing');
  await everywhere.filter({ hasText: '(nothing)' }).waitFor();
  await page.click('.levels [value=all]');
  await page.locator('.levels [value=all][aria-pressed=true]').waitFor();
  await everywhere.click();
  await page.locator('.levels [value=default][aria-pressed=true]').waitFor();
  await tellsOf(second, null);
  await everywhere.filter({ hasText: '(mentions)' }).waitFor();
  await page.keyboard.press('Escape');
});

test('what somebody writes who is ignored is folded, old and new, in every tab, until it is wanted', async () => {
  const { page } = anna;
  await say('an old pot');
  const old = page.locator('#log .message', { hasText: 'an old pot' });
  await old.waitFor();
  await old.locator('.avatar').click();
  await page.click('[data-ignores] [value=yes]');
  for (const each of [page, second]) {
    const folded = each.locator('#log .message.is-folded');
    await folded.first().waitFor();
    expect(await folded.innerText()).toBe('A message of somebody you ignore Show');
  }
  await say('a new pot');
  const folded = page.locator('#log .is-folded');
  await folded.nth(1).waitFor();
  expect(await page.getByText('a new pot').isVisible()).toBe(false);
  await folded.nth(1).getByText('Show').click();
  await page.getByText('a new pot').waitFor();
  expect(await folded.count()).toBe(1);
  // What comes with a page is folded, too.
  await second.reload();
  await second.locator('#log .is-folded').nth(1).waitFor();
  expect(anna.complaints).toEqual([]);
});

test('in a thread, too, and the switcher does not offer them', async () => {
  const { page } = anna;
  await say('who makes tea?');
  const root = page.locator('#log .message', { hasText: 'who makes tea?' });
  await root.waitFor({ state: 'attached' });
  const seq = await root.getAttribute('data-seq');
  await boris.post(`/chat/kitchen/thread/${seq}/messages`, {
    text: 'the pot does',
    clientId: crypto.randomUUID(),
  });
  await page.locator(`#m${seq}`).getByText('Show').click();
  await page.locator(`#m${seq} .replies`).click();
  const folded = page.locator('#thread-log .message.is-folded');
  await folded.waitFor();
  expect(await folded.innerText()).toBe('A message of somebody you ignore Show');
  expect(await page.locator('#thread-root .is-folded').count()).toBe(1);
  await folded.getByText('Show').click();
  await page.locator('#thread-log').getByText('the pot does').waitFor();
  await page.click('[data-thread-close]');
  await page.keyboard.press('Control+k');
  await page.locator('dialog.switcher input').fill('bori');
  await page.locator('#destinations', { hasText: 'Search messages for' }).waitFor();
  expect(await page.locator('#destinations', { hasText: 'boris' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(anna.complaints).toEqual([]);
});

test('nor is their typing seen, and their private messages make no noise', async () => {
  const { page } = anna;
  const olga = await addUser(server.database, 'olga');
  const tab = await Tab.open(server.url, boris.cookieHeader);
  const hers = await Tab.open(server.url, '', { token: (await callerFor(server, olga, 'write')).token });
  for (const each of [tab, hers]) {
    const { room } = await each.join('kitchen');
    await each.must('typing', { roomId: room.id });
  }
  await page.locator('#typing', { hasText: 'olga' }).waitFor();
  expect(await page.locator('#typing').textContent()).not.toContain('boris');
  await tab.must('private_message', { to: 'anna', text: 'psst', clientId: crypto.randomUUID() });
  const row = page.locator('#direct-list [data-room]', { hasText: 'boris' });
  await row.waitFor();
  expect(await row.locator('[data-unread-badge]').isVisible()).toBe(false);
  expect(await page.locator('.private').count()).toBe(0);
  // Heard again, what waited shows.
  await (
    await callerFor(server, { id: await idOf('anna'), username: 'anna', role: 'member' }, 'write')
  ).must(...(['DELETE', `/api/people/${borisId}/ignored`] as const));
  await row.locator('.badge-new', { hasText: '1' }).waitFor();
  await page.locator('#log .is-folded').first().waitFor({ state: 'detached' });
  for (const each of [tab, hers]) each.close();
});

test('what they write is nothing to read, live as after a reload, until they are heard again', async () => {
  const { page } = anna;
  await addRoom(server.database, 'pantry');
  await page.goto('/chat/kitchen');
  await page.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  const me = { id: await idOf('anna'), username: 'anna', role: 'member' } as const;
  const byApi = await callerFor(server, me, 'write');
  await byApi.must('PUT', '/api/me/read');
  for (const each of [page, second]) {
    await each.goto('/chat/pantry');
    await each.locator('.people [data-user]').first().waitFor({ state: 'attached' });
  }
  await byApi.must('PUT', `/api/people/${borisId}/ignored`);
  const olga = await callerFor(server, { id: await idOf('olga'), username: 'olga', role: 'member' }, 'write');
  const badge = (each: Page) =>
    each.locator('.room-lists [data-room]', { hasText: 'kitchen' }).locator('[data-unread-badge]');
  const shows = (each: Page, text: string) => badge(each).filter({ hasText: text }).waitFor();
  await say('the pot boils');
  await say('it really does');
  await olga.must('POST', `/api/rooms/${await kitchen()}/messages`, {
    ...{ text: 'who is there?', clientId: crypto.randomUUID() },
  });
  for (const each of [page, second]) await shows(each, '1');
  await second.reload();
  await shows(second, '1');
  await second.goto('/chat/kitchen');
  // The line stands above the first that there is to read.
  await second.locator('#log .new-line + .message', { hasText: 'who is there?' }).waitFor();
  await badge(second).waitFor({ state: 'hidden' });
  await badge(page).waitFor({ state: 'hidden' });
  await second.goto('/chat/pantry');
  await say('nobody hears me');
  await say('nobody at all');
  await byApi.must('DELETE', `/api/people/${borisId}/ignored`);
  for (const each of [page, second]) await shows(each, '2');
  await byApi.must('PUT', `/api/people/${borisId}/ignored`);
  for (const each of [page, second]) await badge(each).waitFor({ state: 'hidden' });
  await byApi.must('DELETE', `/api/people/${borisId}/ignored`);
  expect(anna.complaints).toEqual([]);
});

test('the page of the account does all of it without scripts', async () => {
  const { page, context } = await somebody(server.url, {
    javaScriptEnabled: false,
    viewport: { width: 320, height: 700 },
  });
  await context.addCookies(await anna.context.cookies());
  await page.goto('/account/notices');
  await page.selectOption('[name=level]', 'all');
  await page.fill('[name=from]', '22:00');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.locator('.error', { hasText: '22:00' }).waitFor();
  await page.fill('[name=to]', '07:00');
  await page.selectOption('[name=timeZone]', 'Asia/Novosibirsk');
  await page.fill('[name=keywords]', 'pot\nкотёл');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.locator('.notice', { hasText: 'from now on' }).waitFor();
  expect(await page.inputValue('[name=to]')).toBe('07:00');
  expect(await page.inputValue('[name=timeZone]')).toBe('Asia/Novosibirsk');
  expect(await page.inputValue('[name=keywords]')).toBe('pot\nкотёл');
  await page.getByRole('button', { name: 'Until tomorrow' }).click();
  await page.locator('strong', { hasText: 'until 08:00' }).waitFor();
  await page.goto('/people/boris');
  await page.getByRole('button', { name: 'Ignore them' }).click();
  await page.locator('text=You ignore them.').waitFor();
  await page.goto('/account/notices');
  await page.getByRole('button', { name: 'Hear them again' }).click();
  await page.locator('.notice', { hasText: 'hear them again' }).waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
});

/** The person's default, as the page's own scripts would change it. */
const tellsOf = (page: Page, level: string | null) =>
  page.evaluate(`fetch('/api/me/notices', { method: 'PATCH', body: '${JSON.stringify({ level })}',
    headers: { 'content-type': 'application/json', 'x-csrf-token': document.querySelector('[name=csrf-token]').content } })`);

async function kitchen(): Promise<number> {
  const [row] = await server.database.query<{ id: string }>(`select id from rooms where name = 'kitchen'`);
  return Number(row!.id);
}

async function idOf(username: string): Promise<number> {
  const [row] = await server.database.query<{ id: string }>('select id from users where username = $1', [
    username,
  ]);
  return Number(row!.id);
}
