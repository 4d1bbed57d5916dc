/** Whoever is ignored cannot tell: every answer and every event of theirs is that of somebody who is welcome, to the byte. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let app: TestApp;
let boris: Caller;
/** Two who differ in nothing but that Irma ignores him. */
let irma: Caller;
let anya: Caller;
let roomId: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [boris, irma, anya] = [
    await newCaller(app, 'boris'),
    await newCaller(app, 'irma'),
    await newCaller(app, 'anya'),
  ];
  roomId = await addRoom(app.database, 'kitchen', { members: [boris, irma, anya].map(({ user }) => user) });
  await irma.must('PUT', `/api/people/${boris.user.id}/ignored`);
});

afterAll(() => app.close());

/** What one answer says, without what is another's for each person, room and moment. */
const alike = (answer: unknown) =>
  JSON.stringify(answer)
    .replace(/"(irma|anya)"/g, '"somebody"')
    .replace(/@(irma|anya)/g, '@somebody')
    .replace(/"(id|roomId|rev|seq|lastSeq)":\d+/g, '"$1":0')
    .replace(/"mentions":\[\d+\]/g, '"mentions":[0]')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'then');

const same = async (ask: (name: string, who: Caller) => Promise<unknown>) =>
  expect(alike(await ask('irma', irma))).toBe(alike(await ask('anya', anya)));

test('writing to them, in all three ways, and what he is told of it', async () => {
  const tab = await Tab.open(app.url, '', { token: boris.token });
  await same((to) =>
    boris.call('POST', '/api/direct', { to }).then(({ status, body }) => ({ status, body })),
  );
  await same((to) =>
    boris.must('POST', '/api/direct/messages', { to, text: 'hello', clientId: randomUUID() }),
  );
  await same((to) => tab.must('private_message', { to, text: 'hello', clientId: randomUUID() }));
  await same((to) => tab.must('message', { roomId, text: `/pm ${to} hello`, clientId: randomUUID() }));
  const delivered = () => tab.all('private_message_delivered');
  await tab.until('private_message_delivered', () => delivered().length === 6);
  const of = (name: string) => delivered().filter(({ to }) => to.username === name);
  expect(alike(of('irma'))).toBe(alike(of('anya')));
  tab.close();
});

test('calling them, their card, and his conversations', async () => {
  await same((name) =>
    boris.must('POST', `/api/rooms/${roomId}/messages`, { text: `@${name} look`, clientId: randomUUID() }),
  );
  await same((_, { user }) => boris.must('GET', `/api/people/${user.id}`));
  const { conversations } = await boris.must<{ conversations: { peer: { username: string } }[] }>(
    'GET',
    '/api/direct',
  );
  const of = (name: string) => conversations.filter(({ peer }) => peer.username === name);
  expect(of('irma')).toHaveLength(1);
  expect(alike(of('irma'))).toBe(alike(of('anya')));
});

test('reacting to what they wrote, and answering it', async () => {
  for (const who of [irma, anya])
    await who.must('POST', `/api/rooms/${roomId}/messages`, { text: 'mine', clientId: randomUUID() });
  const { messages } = await boris.must<{ messages: { id: number; author: { username: string } }[] }>(
    'GET',
    `/api/rooms/${roomId}/messages`,
  );
  const heart = encodeURIComponent('❤️');
  const by = (name: string) => messages.find(({ author }) => author.username === name)!;
  await same((name) => boris.must('PUT', `/api/messages/${by(name).id}/reactions/${heart}`));
  // She hears of none of it, and Anya of all.
  const meant = async (who: Caller) =>
    (await who.must<{ entries: { kind: string }[] }>('GET', '/api/me/activity')).entries.map(
      ({ kind }) => kind,
    );
  await soon(async () => expect((await meant(anya)).sort()).toEqual(['mention', 'private', 'reaction']));
  expect(await meant(irma)).toEqual([]);
});
