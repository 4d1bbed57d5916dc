/** What people say of themselves: others see it at once, on whatever node, and whoever was away asks for it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Accounts } from '../../src/server/auth/accounts/accounts.service.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { ShownPerson } from '../../src/shared/profiles.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, callerFor } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';
import { defaultPassword, Visitor } from '../support/visitor.js';

let north: TestApp;
let south: TestApp;
let anna: Caller;
let boris: Caller;
let roomId: number;

beforeAll(async () => {
  north = await startApp({ RATE_LIMITS: 'off' });
  south = await startApp({ RATE_LIMITS: 'off' }, north.database);
  anna = await settled('anna');
  boris = await settled('boris');
  roomId = await addRoom(north.database, 'kitchen', { members: [anna.user, boris.user] });
});

afterAll(async () => {
  await south.close();
  await north.close();
});

/** Somebody with a password and a token. */
const settled = async (username: string) =>
  callerFor(north, await north.app.get(Accounts).register({ username, password: defaultPassword }), 'write');

const change = (caller: Caller, body: object) => caller.call('PATCH', '/api/me', body);

test('a name is told to whoever looks at a room of theirs on any node, and stands on what they wrote and write', async () => {
  const hers = await Tab.open(north.url, '', { token: anna.token });
  const his = await Tab.open(north.url, '', { token: boris.token });
  const hisSouth = await Tab.open(south.url, '', { token: boris.token });
  for (const tab of [hers, his, hisSouth]) await tab.join('kitchen');
  const said = await hers.say(roomId, 'before');
  expect(said.author.name).toBe('anna');
  const before = await boris.must<{ last: number }>('GET', '/api/people/changed?after=0');
  await change(anna, { displayName: '  Anna   Reed ', pronouns: 'she/her' });
  for (const tab of [hers, his, hisSouth])
    expect(await tab.until('person_changed')).toMatchObject({
      user: { username: 'anna', name: 'Anna Reed' },
    });
  expect((await hers.say(roomId, 'after')).author).toMatchObject({ username: 'anna', name: 'Anna Reed' });
  const { messages } = await hisSouth.join('kitchen');
  expect(messages.map(({ author }) => author.name)).toEqual(['Anna Reed', 'Anna Reed']);
  const missed = await boris.must<{ people: ShownPerson[]; last: number }>(
    'GET',
    `/api/people/changed?after=${before.last}`,
  );
  expect(missed.people.map(({ user }) => user.name)).toEqual(['Anna Reed']);
  const again = await boris.must<{ people: ShownPerson[] }>(
    'GET',
    `/api/people/changed?after=${missed.last}`,
  );
  expect(again.people).toEqual([]);
  for (const tab of [hers, his, hisSouth]) tab.close();
});

test('a page that was kept for all is another one once a name on it is', async () => {
  const visitor = new Visitor(north.url);
  await visitor.signIn('boris');
  const page = async () => (await visitor.get('/chat/kitchen')).body;
  expect(await page()).toContain('<bdi>Anna Reed</bdi>');
  await change(anna, { displayName: 'Anna <b>Bell</b>' });
  expect(await page()).toContain('<bdi>Anna &lt;b&gt;Bell&lt;/b&gt;</bdi>');
  await change(anna, { displayName: '' });
  expect(await page()).toContain('<bdi>anna</bdi>');
});

test('nobody passes for another one, for an office or for everybody, nor turns round what stands beside them', async () => {
  const status = async (displayName: string) => (await change(boris, { displayName })).status;
  for (const name of ['Anna', 'аnna', 'anпa']) expect([name, await status(name)]).not.toEqual([name, 200]);
  for (const name of ['Administrator', 'A d m i n', 'Everybody', 'ВСЕ', '🍅', 'x'.repeat(51), 'A\0'])
    expect([name, await status(name)]).toEqual([name, 422]);
  expect(await status('Boris the Second')).toBe(200);
  const { body } = await change(boris, { displayName: 'Boris \u202egnp.exe' });
  expect(body).toMatchObject({ user: { name: 'Boris gnp.exe' } });
});

test('a status is there until its end, on the card and beside the name, and goes by itself', async () => {
  const tab = await Tab.open(north.url, '', { token: boris.token });
  await tab.join('kitchen');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await anna.must('PUT', '/api/me/status', { emoji: '🍅', text: 'Sowing', until });
  const told = await tab.until('person_changed', ({ status }) => status !== null);
  expect(told).toMatchObject({ status: { emoji: '🍅', text: 'Sowing', until } });
  await anna.must('PATCH', '/api/me', { timeZone: 'Asia/Tokyo' });
  const card = await boris.must('GET', `/api/people/${anna.user.id}`);
  expect(card).toMatchObject({
    person: { status: { text: 'Sowing' } },
    timeZone: 'Asia/Tokyo',
    pronouns: 'she/her',
  });
  await north.database.query(`update users set status_until = now() where id = $1`, [anna.user.id]);
  await tab.until('person_changed', ({ status, user }) => status === null && user.id === anna.user.id);
  expect(await anna.must('GET', '/api/me/profile')).toMatchObject({ status: null });
  expect((await anna.call('PUT', '/api/me/status', { emoji: 'x' })).status).toBe(422);
  expect((await anna.call('PUT', '/api/me/status', {})).status).toBe(422);
  tab.close();
});

test('without scripts one says it on a page, which shows again what will not do', async () => {
  const visitor = new Visitor(north.url);
  await visitor.signIn('boris');
  const form = { displayName: 'Boris K.', pronouns: 'he/him', timeZone: 'Europe/Moscow' };
  expect((await visitor.post('/account/you', form)).status).toBe(303);
  expect((await visitor.get('/account/you')).body).toContain('value="Boris K."');
  const refused = await visitor.post('/account/you', { ...form, displayName: 'Moderator' });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('value="Moderator"');
  expect(
    (await visitor.post('/account/you/status', { emoji: '☕', text: 'Tea', until: 'today' })).status,
  ).toBe(303);
  const { status } = await boris.must<{ status: { until: string } }>('GET', '/api/me/profile');
  expect(Date.parse(status.until)).toBeGreaterThan(Date.now());
  expect(Date.parse(status.until)).toBeLessThanOrEqual(Date.now() + 86_400_000);
  const page = (await visitor.get(`/people/anna`)).body;
  expect(page).toContain('@anna');
});

/** Only what the message says is of its time. */
test('a quote and who reacted say the name that is', async () => {
  const tab = await Tab.open(north.url, '', { token: boris.token });
  await tab.join('kitchen');
  const asked = await tab.say(roomId, 'tea?');
  await anna.must('PUT', `/api/messages/${asked.id}/reactions/${encodeURIComponent('☕')}`);
  const answer = await anna.must<MessageView>('POST', `/api/rooms/${roomId}/messages`, {
    text: 'yes',
    clientId: crypto.randomUUID(),
    replyTo: asked.id,
  });
  await change(boris, { displayName: 'Boris the Cook' });
  const { messages } = await anna.must<{ messages: MessageView[] }>('GET', `/api/rooms/${roomId}/messages`);
  expect(messages.find(({ id }) => id === answer.id)!.quoted!.author.name).toBe('Boris the Cook');
  expect(messages.find(({ id }) => id === asked.id)!.author.name).toBe('Boris the Cook');
  tab.close();
});
