import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { MessageView } from '../../../src/shared/messages.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { Departures } from '../../../src/server/memberships/departures.service.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { LogFollowers } from '../../../src/server/messages/log/log-followers.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import { Threads } from '../../../src/server/messages/threads/threads.service.js';
import { addRoom, addUser } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let threads: Threads;
let anna: SignedInUser;
let boris: SignedInUser;
let vera: SignedInUser;
let roomId: number;
let root: MessageView;
let rooms = 0;

beforeAll(async () => {
  node = await startServices();
  threads = node.get(Threads);
  // Who follows by what they write is found a moment later; here people follow by saying so.
  await node.get(LogFollowers).onModuleDestroy();
  [anna, boris, vera] = (await Promise.all(
    (['anna', 'boris', 'vera'] as const).map((name) => addUser(node.database, name)),
  )) as [SignedInUser, SignedInUser, SignedInUser];
});

afterAll(() => node.close());

beforeEach(async () => {
  roomId = await addRoom(node.database, `plots ${++rooms}`, { access: 'private', members: [anna, boris] });
  root = await say(anna, 'Who opens the gate?');
});

const say = async (author: SignedInUser, text: string, replyTo?: number, quiet?: boolean) =>
  (await node.get(MessagesService).send(author, {
    ...{ roomId, clientId: randomUUID(), text },
    ...(replyTo !== undefined && { replyTo }),
    ...(quiet !== undefined && { quiet }),
  })) as MessageView;

const read = (
  reader: SignedInUser,
  place: { before?: number; after?: number; limit?: number } = {},
  id = root.id,
) => threads.read(reader, { messageId: id, limit: 50, ...place });

const texts = ({ messages }: { messages: MessageView[] }) => messages.map(({ text }) => text);

/** Ten answers, each to the one before, and what has nothing to do with them in between. */
async function talk(): Promise<MessageView[]> {
  const answers: MessageView[] = [];
  for (let n = 1; n <= 10; n++) {
    answers.push(await say(n % 2 ? boris : anna, `answer ${n}`, (answers.at(-1) ?? root).id));
    await say(anna, 'something else');
  }
  return answers;
}

const rowsOf = ({ id }: SignedInUser) =>
  node.database.query(
    'select following, last_read_seq from thread_follows where thread_id = $1 and user_id = $2',
    [root.id, id],
  );

test('a thread is all that answers its first message, in whatever way, whichever of them is asked for', async () => {
  const answers = await talk();
  const thread = await read(boris);
  expect(texts(thread)).toEqual(answers.map(({ text }) => text));
  expect(thread).toMatchObject({ hasBefore: false, hasAfter: false, following: false, lastReadSeq: 0 });
  expect(thread.root).toMatchObject({ id: root.id, replies: { count: 10, lastSeq: answers[9]!.seq } });
  expect(await read(boris, {}, answers[4]!.id)).toEqual(thread);
});

test('it is read page by page, to both sides', async () => {
  const seqs = (await talk()).map(({ seq }) => seq);
  const newest = await read(boris, { limit: 4 });
  expect(texts(newest)).toEqual(['answer 7', 'answer 8', 'answer 9', 'answer 10']);
  expect(newest).toMatchObject({ hasBefore: true, hasAfter: false });
  const older = await read(boris, { before: seqs[6]!, limit: 4 });
  expect(texts(older)).toEqual(['answer 3', 'answer 4', 'answer 5', 'answer 6']);
  expect(older).toMatchObject({ hasBefore: true, hasAfter: true });
  const first = await read(boris, { after: 0, limit: 2 });
  expect(texts(first)).toEqual(['answer 1', 'answer 2']);
  expect(first).toMatchObject({ hasBefore: false, hasAfter: true });
  expect(await read(boris, { after: seqs[9]! })).toMatchObject({
    messages: [],
    hasBefore: true,
    hasAfter: false,
  });
  expect(await read(boris, { before: seqs[0]! })).toMatchObject({
    messages: [],
    hasBefore: false,
    hasAfter: true,
  });
});

test('a message that nobody answered is a thread without answers', async () => {
  expect(await read(boris)).toMatchObject({
    root: { id: root.id },
    messages: [],
    hasBefore: false,
    hasAfter: false,
  });
});

test('it is there for whoever may read the room, and for nobody after they are removed', async () => {
  const [answer] = await talk();
  expect(await codeOf(read(vera, {}, answer!.id))).toBe('not_found');
  expect(await codeOf(threads.follow(vera, { messageId: root.id, on: true }))).toBe('not_found');
  await threads.follow(boris, { messageId: root.id, on: true });
  await say(anna, 'news', root.id);
  expect((await threads.followed(boris, [root.id])).threads).toHaveLength(1);
  await node.get(Departures).depart(roomId, boris.id);
  expect(await codeOf(read(boris, {}, answer!.id))).toBe('not_found');
  expect(await codeOf(threads.mark(boris, { messageId: root.id, seq: 99 }))).toBe('not_found');
  expect((await threads.followed(boris, [root.id])).threads).toEqual([]);
});

test('whoever follows it is told how much is new, from when they began; what they write they have read', async () => {
  const answers = await talk();
  const follow = await threads.follow(boris, { messageId: answers[2]!.id, on: true });
  expect(follow).toEqual({ following: true, lastReadSeq: answers[9]!.seq });
  const own = async () => (await threads.followed(boris, [root.id, 987_654])).threads;
  expect(await own()).toEqual([{ messageId: root.id, lastReadSeq: answers[9]!.seq, unread: 0 }]);
  await say(anna, 'one', root.id);
  const two = await say(anna, 'two', root.id);
  expect(await own()).toMatchObject([{ unread: 2 }]);
  expect(await threads.mark(boris, { messageId: two.id, seq: two.seq - 1 })).toMatchObject({
    following: true,
  });
  expect(await own()).toMatchObject([{ lastReadSeq: two.seq - 1, unread: 1 }]);
  const mine = await say(boris, 'three', two.id);
  await say(anna, 'four', root.id);
  expect(await own()).toEqual([{ messageId: root.id, lastReadSeq: mine.seq, unread: 1 }]);
  expect(await read(boris)).toMatchObject({ lastReadSeq: mine.seq });
  expect((await threads.followed(anna, [root.id])).threads).toEqual([]);
});

test('the mark never moves back, nor beyond the room', async () => {
  const answers = await talk();
  await threads.follow(boris, { messageId: root.id, on: true });
  const at = answers[9]!.seq;
  await threads.mark(boris, { messageId: root.id, seq: 3 });
  expect(await rowsOf(boris)).toEqual([{ following: true, last_read_seq: at }]);
  const last = await say(anna, 'more', root.id);
  expect(await threads.mark(boris, { messageId: root.id, seq: 10_000 })).toEqual({
    following: true,
    lastReadSeq: last.seq,
  });
});

test('reading makes nobody a follower, and whoever wants to hear no more stays out', async () => {
  const answers = await talk();
  await threads.mark(boris, { messageId: root.id, seq: answers[4]!.seq });
  expect(await rowsOf(boris)).toEqual([]);
  for (const on of [true, false]) await threads.follow(boris, { messageId: root.id, on });
  expect(await rowsOf(boris)).toMatchObject([{ following: false }]);
  await threads.mark(boris, { messageId: root.id, seq: 10_000 });
  expect(await rowsOf(boris)).toMatchObject([{ following: false }]);
  expect((await threads.followed(boris, [root.id])).threads).toEqual([]);
});

test('a thread whose first message is deleted goes on without its text', async () => {
  await say(boris, 'I do', root.id);
  await node.get(MessageChangesService).delete(anna, { messageId: root.id });
  const thread = await read(boris);
  expect(thread.root).toMatchObject({ id: root.id, deletedAt: expect.any(String), replies: { count: 1 } });
  expect(thread.root.text).toBeUndefined();
  expect(texts(thread)).toEqual(['I do']);
});

test('an answer may be quiet, alone or beside others, and a repeat may say so or not', async () => {
  const clientId = randomUUID();
  const messages = node.get(MessagesService);
  const send = (quiet: boolean) =>
    messages.send(boris, { roomId, clientId, text: 'hush', replyTo: root.id, quiet });
  const [quiet] = await Promise.all([
    send(true),
    say(boris, 'aloud', root.id),
    say(boris, 'no answer', undefined, true),
  ]);
  expect(await send(false)).toEqual(quiet);
  const stored = await node.database.query(
    'select text, quiet from messages where room_id = $1 order by text collate "C"',
    [roomId],
  );
  expect(stored).toEqual([
    { text: 'Who opens the gate?', quiet: null },
    { text: 'aloud', quiet: null },
    { text: 'hush', quiet: true },
    { text: 'no answer', quiet: null },
  ]);
});
