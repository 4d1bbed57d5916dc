/** An answer shows one line of what it answers, as that is now, to everybody alike, and never what was deleted. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import { RoomLogRepository } from '../../../src/server/messages/log/room-log.repository.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { listenToStatements } from '../../support/asked.js';
import { addRoom, addUser, draft } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let roomId: number;

beforeAll(async () => {
  node = await startServices();
  [anna, boris] = [await addUser(node.database, 'anna'), await addUser(node.database, 'boris')];
  roomId = await addRoom(node.database, 'hall', { members: [anna, boris] });
});

afterAll(() => node.close());

const log = () => node.get(RoomLog);
const say = (author: SignedInUser, text: string, replyTo: number | null = null) =>
  log().append({ ...draft(roomId, author.id, text), replyTo });
const read = async (messageId: number) => {
  const { messages } = await node.get(MessagesService).history(boris, { roomId, limit: 50 });
  return messages.find(({ id }) => id === messageId)!;
};

test('who sends it and who reads it get the same line, cut', async () => {
  const asked = await say(anna, 'who has the key? '.repeat(20));
  const answer = await say(boris, 'I do', asked.id);
  expect(answer.quoted).toEqual({
    seq: asked.seq,
    author: { id: anna.id, username: 'anna', name: 'anna' },
    text: 'who has the key? '.repeat(20).slice(0, 200),
  });
  expect(await read(answer.id)).toEqual(answer);
  expect(Object.keys(await read(answer.id))).toEqual(Object.keys(answer));
});

test('it follows an edit, and shows nothing of what was deleted; a deleted answer quotes nothing', async () => {
  const asked = await say(anna, 'the key is unter the mat');
  const answer = await say(boris, 'found it', asked.id);
  const changes = node.get(MessageChangesService);
  await changes.edit(anna, { messageId: asked.id, text: 'the key is under the mat' });
  expect((await read(answer.id)).quoted?.text).toBe('the key is under the mat');
  await changes.delete(anna, { messageId: asked.id });
  expect((await read(answer.id)).quoted).toEqual({
    seq: asked.seq,
    author: { id: anna.id, username: 'anna', name: 'anna' },
  });
  const late = await say(boris, 'what was it?', asked.id);
  expect(late.quoted?.text).toBeUndefined();
  const deleted = await changes.delete(boris, { messageId: late.id });
  expect([deleted.quoted, (await read(late.id)).quoted]).toEqual([undefined, undefined]);
});

test('what answers nothing asks for no quote', async () => {
  const asked = await say(anna, 'a question');
  const listening = listenToStatements();
  await say(boris, 'no answer');
  const before = listening.asked.length;
  await say(boris, 'an answer', asked.id);
  listening.stop();
  const [plain, answer] = [listening.asked.slice(0, before), listening.asked.slice(before)];
  expect([plain, answer].map((all) => all.filter(({ text }) => text.includes('quoted')).length)).toEqual([
    0, 2,
  ]);
});

test('an answer is written also where its quote cannot be read', async () => {
  const asked = await say(anna, 'a question');
  const repository = node.get(RoomLogRepository);
  const own = Object.getOwnPropertyDescriptor(repository, 'findQuotes');
  repository.findQuotes = () => Promise.reject(new Error('away'));
  const answer = await say(boris, 'an answer', asked.id);
  Reflect.deleteProperty(repository, 'findQuotes');
  expect(own).toBeUndefined();
  expect(answer).toMatchObject({ text: 'an answer', replyTo: asked.id });
  expect((await read(answer.id)).quoted?.text).toBe('a question');
});
