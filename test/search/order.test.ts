/** In which order it is found, and that its pages are pages of one list, whatever happens between them. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { MessageChangesService } from '../../src/server/messages/changing/message-changes.service.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { SearchService } from '../../src/server/search/search.service.js';
import { searchWanted } from '../../src/shared/search.js';
import { addRoom, addUser, draft } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';

let node: TestServices;
let anna: SignedInUser;
let roomId: number;

beforeAll(async () => {
  node = await startServices();
  anna = await addUser(node.database, 'anna');
  roomId = await addRoom(node.database, 'plots', { members: [anna] });
});
afterAll(() => node.close());

/** Written so many days ago. */
async function say(text: string, days = 0, room = roomId): Promise<number> {
  const { id } = await node.get(RoomLog, { strict: false }).append(draft(room, anna.id, text));
  if (days > 0)
    await node.database.query(
      'update messages set created_at = created_at - make_interval(days => $2) where id = $1',
      [id, days],
    );
  return id;
}

const ask = (q: string, wanted: { order?: string; limit?: number; cursor?: string; zone?: string } = {}) =>
  node
    .get(SearchService, { strict: false })
    .search(anna, searchWanted.parse({ q, order: 'best', ...wanted }));
const texts = async (q: string, wanted = {}) =>
  (await ask(q, wanted)).hits.map(({ message }) => message.text);

test('the very words come before other forms and parts, what is near before what is far, new before old', async () => {
  await say('an old tomato, and its blight', 10);
  await say('tomato blight');
  await say('tomatoes are blighted');
  await say('tomato; and much, much, much, much, much, much, much, much, much later, of blight');
  await say('cherrytomato');
  expect(await texts('tomato blight')).toEqual([
    'tomato blight',
    'an old tomato, and its blight',
    'tomato; and much, much, much, much, much, much, much, much, much later, of blight',
    'tomatoes are blighted',
  ]);
  expect((await texts('tomato')).at(-1)).toBe('cherrytomato');
});

test('equals stand as they came, the newest first, and page after page nothing is missing or there twice', async () => {
  for (let n = 0; n < 30; n++) await say(`equal ${n}`);
  const equals = Array.from({ length: 30 }, (_, n) => `equal ${29 - n}`);
  expect(await texts('equal', { limit: 50 })).toEqual(equals);
  const listed: (string | undefined)[] = [];
  const changes = node.get(MessageChangesService, { strict: false });
  for (let cursor: string | undefined, page = 0; page < 9; page++) {
    const { hits, next } = await ask('equal', { limit: 7, ...(cursor && { cursor }) });
    listed.push(...hits.map(({ message }) => message.text));
    // One that was shown goes, a better one comes, and a year goes by.
    await changes.delete(anna, { messageId: hits[0]!.message.id });
    await say('equal equal');
    jest.useFakeTimers({ now: Date.now() + 365 * 86_400_000, doNotFake: notTheClock });
    cursor = next ?? undefined;
    if (!next) break;
  }
  jest.useRealTimers();
  expect(listed).toEqual(equals);
});

/** Of all there is only `Date` is faked. */
const notTheClock = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setInterval'] as const),
  ...(['setTimeout', 'clearImmediate', 'clearInterval', 'clearTimeout'] as const),
];

test('what leads on in one order leads nowhere in the other, nor does what nobody made', async () => {
  const [best, newest] = [
    await ask('equal', { limit: 2 }),
    await ask('equal', { limit: 2, order: 'newest' }),
  ];
  expect(best.next).not.toBe(newest.next);
  for (const [order, cursor] of [
    ['best', newest.next!],
    ['newest', best.next!],
    ['best', 'b20'],
    ['best', 'b-1-1_1_1-1-'],
    ['newest', '0'],
  ] as const)
    await expect(ask('equal', { order, cursor })).rejects.toMatchObject({ code: 'invalid' });
});

test('without a zone days are those of UTC', async () => {
  const id = await say('midnight sun', 0, await addRoom(node.database, 'sky', { members: [anna] }));
  await node.database.query("update messages set created_at = '2026-06-20T23:30:00Z' where id = $1", [id]);
  expect(await texts('sun on:2026-06-20')).toEqual(['midnight sun']);
  expect(await texts('sun on:2026-06-21')).toEqual([]);
  expect(await texts('sun on:2026-06-21', { zone: 'Europe/Oslo' })).toEqual(['midnight sun']);
  expect(await texts('sun on:2026-06-20', { zone: 'Europe/Oslo' })).toEqual([]);
});
