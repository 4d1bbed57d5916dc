/** What somebody has begun to write is the same on each of their devices, and nobody else's. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Drafts } from '../../src/server/drafts/drafts.service.js';
import { DraftsRepository } from '../../src/server/drafts/drafts.repository.js';
import type { DraftView } from '../../src/shared/drafts.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [await newCaller(app, 'anna'), await newCaller(app, 'boris')];
});

afterAll(() => app.close());

const keep = (room: number, draft: object, who = anna) =>
  who.must<DraftView>('PUT', `/api/rooms/${room}/draft`, draft);
const listed = async (who = anna) =>
  (await who.must<{ drafts: DraftView[] }>('GET', '/api/me/drafts')).drafts;
const makeRoom = (name: string, access: 'public' | 'private' = 'public') =>
  addRoom(app.database, name, { access, members: [anna.user] });
const say = (room: number, text: string) =>
  anna.must<MessageView>('POST', `/api/rooms/${room}/messages`, { text, clientId: crypto.randomUUID() });
const clear = () => app.database.query('delete from drafts');

test('what is kept is listed, told to all tabs of the person and to nobody else, and gone everywhere once it is dropped', async () => {
  const room = await makeRoom('hall');
  const [mine, theirs] = [
    await Tab.open(app.url, '', { token: anna.token }),
    await Tab.open(app.url, '', { token: boris.token }),
  ];
  const question = await say(room, 'Who brings the leeks?');
  const draft = await keep(room, { text: 'Half a thought', replyTo: question.id });
  expect(draft).toEqual({
    id: expect.any(Number),
    roomId: room,
    text: 'Half a thought',
    answers: { id: question.id, seq: 1, author: question.author, text: question.text },
  });
  expect(await mine.until('draft_changed')).toEqual(draft);
  expect([await listed(), await listed(boris)]).toEqual([[draft], []]);
  // In a thread it is another one.
  const inThread = await keep(room, { text: 'Me', threadId: question.id });
  expect(await listed()).toEqual([inThread, draft]);
  await anna.must('DELETE', `/api/rooms/${room}/draft`);
  await mine.until('draft_changed', ({ text, threadId }) => text === '' && threadId === undefined);
  expect(await listed()).toEqual([inThread]);
  await anna.must('DELETE', `/api/rooms/${room}/draft?threadId=${question.id}`);
  expect(await listed()).toEqual([]);
  expect(theirs.all('draft_changed')).toEqual([]);
  for (const tab of [mine, theirs]) tab.close();
});

test('what the answered message hides is not in the line that tells of it', async () => {
  const room = await makeRoom('cinema');
  const told = await say(room, 'It was ||the butler||');
  expect((await keep(room, { text: 'Oh', replyTo: told.id })).answers?.text).toBe('It was ▒▒▒');
  await clear();
});

test('the last writer wins by when it was written, also against what was sent meanwhile', async () => {
  const room = await makeRoom('late');
  const now = await keep(room, { text: 'written now' });
  expect(await keep(room, { text: 'written before, told later', age: 60_000 })).toEqual(now);
  await anna.must('DELETE', `/api/rooms/${room}/draft`);
  expect((await keep(room, { text: 'from a device that was away', age: 60_000 })).text).toBe('');
  expect(await listed()).toEqual([]);
  expect((await keep(room, { text: 'a new one' })).text).toBe('a new one');
  await clear();
});

test('where one may not read nothing is kept, and what was is not shown; an answer to what was deleted is none', async () => {
  const [open, closed] = [await makeRoom('open'), await makeRoom('closed', 'private')];
  const message = await say(open, 'soon gone');
  const refused = async (room: number, body: object, who: Caller) =>
    (await who.call('PUT', `/api/rooms/${room}/draft`, body)).status;
  expect(await refused(closed, { text: 'let me in' }, boris)).toBe(404);
  expect(await refused(closed, { text: 'a thread of elsewhere', threadId: message.id }, anna)).toBe(404);
  expect(await refused(open, { text: 'x'.repeat(4_001) }, anna)).toBe(422);
  expect(
    (await keep(closed, { text: 'an answer to elsewhere', replyTo: message.id })).answers,
  ).toBeUndefined();
  await keep(open, { text: 'an answer', replyTo: message.id });
  await anna.must('DELETE', `/api/messages/${message.id}`);
  const [answer] = await listed();
  expect(answer).toMatchObject({ text: 'an answer' });
  expect(answer!.answers).toBeUndefined();
  await app.database.query('delete from memberships where room_id = $1', [closed]);
  expect((await listed()).map(({ roomId }) => roomId)).toEqual([open]);
  await clear();
});

test('whoever has seen what is there replaces it, however long their line took; whoever has not is told of it', async () => {
  const room = await makeRoom('slow line');
  const first = await keep(room, { text: '' });
  const second = await keep(room, { text: 'written at once', age: 60_000, after: first.id });
  expect(second.text).toBe('written at once');
  expect(second.id).toBeGreaterThan(first.id);
  expect(await keep(room, { text: 'by another device', age: 60_000, after: first.id })).toEqual(second);
  await clear();
});

test('it stays where the room is archived, and in a thread whose first message is deleted; only the one that was shown is ended', async () => {
  const room = await makeRoom('shed');
  const root = await say(room, 'Where is the key?');
  await anna.must('DELETE', `/api/messages/${root.id}`);
  const inThread = await keep(room, { text: 'under the pot', threadId: root.id });
  await app.database.query('update rooms set archived_at = now() where id = $1', [room]);
  const inRoom = await keep(room, { text: 'x'.repeat(4_000) });
  expect(await listed()).toEqual([inRoom, inThread]);
  const drafts = app.app.get(Drafts, { strict: false });
  const tab = await Tab.open(app.url, '', { token: anna.token });
  await drafts.end(anna.user, { roomId: room }, inThread.id);
  await drafts.end(boris.user, { roomId: room }, inRoom.id);
  expect(await listed()).toEqual([inRoom, inThread]);
  await drafts.end(anna.user, { roomId: room, threadId: root.id }, inThread.id);
  expect(await listed()).toEqual([inRoom]);
  const told = await tab.until('draft_changed');
  expect(told).toMatchObject({ roomId: room, threadId: root.id, text: '' });
  expect(told.id).toBeGreaterThan(inThread.id);
  tab.close();
  await clear();
});

test('200 are kept, the latest, for 30 days; the list is read page by page', async () => {
  const room = await makeRoom('many');
  await app.database.query(
    `insert into drafts (user_id, room_id, thread_id, text, version)
     select $1, $2, n, 'draft ' || n, (extract(epoch from now()) * 1000000)::bigint - 1000000 + n from generate_series(1, 230) n`,
    [anna.user.id, room],
  );
  await app.database.query(
    `insert into drafts (user_id, room_id, thread_id, text, version)
     values ($1, $2, 999, 'from long ago', (extract(epoch from now() - interval '31 days') * 1000000)::bigint)`,
    [boris.user.id, room],
  );
  expect(await listed(boris)).toEqual([]);
  await keep(room, { text: 'the latest' });
  const kept = await app.database.query('select from drafts where user_id = $1', [anna.user.id]);
  expect(kept).toHaveLength(200);
  const first = await anna.must<{ drafts: DraftView[]; next: number }>('GET', '/api/me/drafts?limit=100');
  const second = await anna.must<{ drafts: DraftView[]; next: null }>(
    'GET',
    `/api/me/drafts?limit=100&before=${first.next}`,
  );
  const texts = [...first.drafts, ...second.drafts].map(({ text }) => text);
  expect([texts[0], texts[1], texts.at(-1), texts.length, second.next]).toEqual([
    'the latest',
    'draft 230',
    'draft 32',
    200,
    null,
  ]);
  await app.app.get(DraftsRepository, { strict: false }).tidy();
  expect(await app.database.query('select from drafts where user_id = $1', [boris.user.id])).toEqual([]);
});
