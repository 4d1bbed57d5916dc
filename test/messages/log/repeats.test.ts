/** One clientId is one message: said again it is answered, with other words it is refused, at every door alike. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Draft } from '../../../src/server/messages/log/draft.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import type { MessageView } from '../../../src/shared/messages.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, addUser, draft } from '../../support/factories.js';
import { type Caller, newCaller } from '../../support/operations/caller.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let other: TestServices;
let anna: SignedInUser;
let bot: Caller;
let rooms: [number, number];
/** What the first room has, in its order. */
const written = async (roomId: number) =>
  (
    await app.database.query<{ text: string }>('select text from messages where room_id = $1 order by seq', [
      roomId,
    ])
  ).map(({ text }) => text);

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  other = await startServices(app.database);
  anna = await addUser(app.database, 'anna');
  bot = await newCaller(app, 'bot');
  await new Visitor(app.url).register('boris');
  const members = [anna, bot.user];
  rooms = [
    await addRoom(app.database, 'here', { members }),
    await addRoom(app.database, 'there', { members }),
  ];
});

afterAll(async () => {
  await other.close();
  await app.close();
});

describe('In the log', () => {
  const log = () => app.app.get(RoomLog);

  /** What is not the same message as `first`, one difference each. */
  const others = (first: Draft, answered: number): Draft[] => [
    { ...first, roomId: rooms[1] },
    { ...first, text: `${first.text}!` },
    { ...first, replyTo: answered },
    { ...first, kind: 'action' },
  ];

  test('another room, text, answered message or kind under a stored id is a conflict, on this node and on another', async () => {
    const { id: answered } = await log().append(draft(rooms[0], anna.id, 'a question'));
    const first = draft(rooms[0], anna.id, 'an answer');
    const stored = await log().append(first);
    for (const node of [log(), other.get(RoomLog)]) {
      for (const each of others(first, answered)) expect(await codeOf(node.append(each))).toBe('conflict');
      expect(await node.append({ ...first })).toEqual(stored);
    }
    expect(await written(rooms[1])).toEqual([]);
  });

  test('two messages with one id at once: one is written and the other refused, in one batch and on two nodes', async () => {
    for (const second of [log(), other.get(RoomLog)]) {
      const id = randomUUID();
      const pair = ['one', 'two'].map((text) => draft(rooms[0], anna.id, text, id));
      const neighbour = draft(rooms[0], anna.id, 'a neighbour');
      const outcomes = await Promise.all([
        codeOf(log().append(pair[0]!)),
        codeOf(second.append(pair[1]!)),
        codeOf(log().append(neighbour)),
      ]);
      expect(outcomes.slice(0, 2).sort()).toEqual(['conflict', 'granted']);
      expect(outcomes[2]).toBe('granted');
    }
  });

  test('an id that was on its way with a refused message is free', async () => {
    const closed = await addRoom(app.database, 'closed', { access: 'private' });
    const id = randomUUID();
    const [refused, taken] = await Promise.all([
      codeOf(log().append(draft(closed, anna.id, 'let me in', id))),
      codeOf(log().append(draft(rooms[0], anna.id, 'then here', id))),
    ]);
    expect([refused, taken]).toEqual(['not_found', 'granted']);
  });

  test('the first text counts, whatever became of it: edited twice, then deleted', async () => {
    const first = draft(rooms[0], anna.id, 'first words');
    const { id } = await log().append(first);
    const tab = await tabOf('annika');
    await app.database.query('update messages set author_id = $2 where id = $1', [id, tab.me]);
    const mine = { ...first, authorId: tab.me };
    for (const text of ['second words', 'third words']) {
      const edited = await tab.tab.must('edit', { messageId: id, text });
      expect(await log().append(mine)).toEqual(edited);
      expect(await codeOf(log().append({ ...mine, text }))).toBe('conflict');
    }
    const tombstone = await tab.tab.must('delete', { messageId: id });
    expect(await log().append(mine)).toEqual(tombstone);
    expect(await codeOf(log().append({ ...mine, text: 'third words' }))).toBe('conflict');
    const [row] = await app.database.query<{ row: string }>(
      'select to_jsonb(m)::text as row from messages m where id = $1',
      [id],
    );
    expect(row!.row).not.toContain('words');
    tab.tab.close();
  });

  async function tabOf(name: string): Promise<{ tab: Tab; me: number }> {
    const visitor = new Visitor(app.url);
    await visitor.register(name);
    const tab = await Tab.open(app.url, visitor.cookieHeader);
    const { me } = await tab.join('here');
    return { tab, me: me.id };
  }
});

test('a bot that announces one event in two rooms under one id is told that the second was not written', async () => {
  const event = { text: 'Version 2 is out', clientId: randomUUID() };
  const say = (roomId: number, body: object) => bot.call('POST', `/api/rooms/${roomId}/messages`, body);
  expect((await say(rooms[0], event)).status).toBe(201);
  expect((await say(rooms[0], event)).status).toBe(201);
  const before = await written(rooms[1]);
  expect((await say(rooms[1], event)).status).toBe(409);
  expect((await say(rooms[0], { ...event, text: 'Version 3 is out' })).status).toBe(409);
  expect(await written(rooms[1])).toEqual(before);
  expect((await say(rooms[1], { ...event, clientId: randomUUID() })).status).toBe(201);
});

test('a private message is another message to another person, and with another text; by /pm as well', async () => {
  const visitor = new Visitor(app.url);
  await visitor.register('clara');
  const tab = await Tab.open(app.url, visitor.cookieHeader);
  await tab.join('here');
  const said = { to: 'boris', text: 'just for you', clientId: randomUUID() };
  const stored: MessageView = await tab.must('private_message', said);
  expect(await tab.must('private_message', said)).toEqual(stored);
  const command = { roomId: rooms[0], clientId: said.clientId, text: '/pm boris just for you' };
  expect(await tab.must('message', command)).toEqual(stored);
  for (const refused of [
    await tab.refusal('private_message', { ...said, to: 'anna' }),
    await tab.refusal('private_message', { ...said, text: 'for everybody' }),
    await tab.refusal('message', { ...command, text: '/pm anna just for you' }),
    await tab.refusal('message', { ...command, text: 'just for you' }),
  ])
    expect(refused.code).toBe('conflict');
  tab.close();
});

test('a page that goes back in its form and writes another text keeps the text, and sends it with the next click', async () => {
  const visitor = new Visitor(app.url);
  await visitor.register('dora');
  const clientId = randomUUID();
  const send = (text: string, id: string) => visitor.post('/chat/there/messages', { text, clientId: id });
  expect((await send('the first', clientId)).status).toBe(303);
  expect((await send('the first', clientId)).status).toBe(303);
  const shown = await send('the second', clientId);
  expect(shown.status).toBe(409);
  expect(shown.body).toContain('the second</textarea>');
  const fresh = /name="clientId" value="([^"]+)"/.exec(shown.body)![1]!;
  expect(fresh).not.toBe(clientId);
  expect((await send('the second', fresh)).status).toBe(303);
  expect((await written(rooms[1])).slice(-2)).toEqual(['the first', 'the second']);
});
