/** Slow rooms: a message in so many seconds of each person, over two nodes, and nothing of it elsewhere. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser, draft } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let other: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let vera: SignedInUser;

beforeAll(async () => {
  node = await startServices();
  other = await startServices(node.database);
  [anna, boris] = [await addUser(node.database, 'anna'), await addUser(node.database, 'boris')];
  vera = await addUser(node.database, 'vera', 'moderator');
});
afterAll(async () => {
  await other.close();
  await node.close();
});

const log = (at = node) => at.get(RoomLog, { strict: false });

async function slowRoom(name: string): Promise<number> {
  const roomId = await addRoom(node.database, name, { members: [boris, vera], keepers: [anna] });
  await node.database.query('update rooms set slow_seconds = 60, rights = rights + 1 where id = $1', [
    roomId,
  ]);
  return roomId;
}

test('whoever has written waits, is told for how long, and writes when it is over; keepers and moderators never wait', async () => {
  const roomId = await slowRoom('queue');
  await log().append(draft(roomId, boris.id, 'first'));
  const refused = await log()
    .append(draft(roomId, boris.id, 'second'))
    .catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'forbidden' });
  const { retryAfterMs } = (refused as { values: { retryAfterMs: number } }).values;
  expect(retryAfterMs).toBeGreaterThan(30_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  for (const person of [anna, vera])
    for (const text of ['one', 'two']) await log().append(draft(roomId, person.id, text));
  await node.database.query("update memberships set slow_until = now() - interval '1 second'");
  expect((await log().append(draft(roomId, boris.id, 'third'))).seq).toBe(6);
});

test('of many at once, on two nodes, one is written; its repeat is answered with it, and other rooms go on', async () => {
  const [roomId, swift] = [
    await slowRoom('rush'),
    await addRoom(node.database, 'swift', { members: [boris] }),
  ];
  const drafts = Array.from({ length: 8 }, (_, n) => draft(roomId, boris.id, `try ${n}`));
  const outcomes = await Promise.all([
    ...drafts.map((each, n) => codeOf(log(n % 2 ? other : node).append(each))),
    codeOf(log().append(draft(swift, boris.id, 'elsewhere'))),
  ]);
  expect(outcomes.filter((code) => code === 'granted')).toHaveLength(2);
  expect(outcomes.at(-1)).toBe('granted');
  const [stored] = await node.database.query<{ client_id: string; text: string }>(
    'select client_id, text from messages where room_id = $1',
    [roomId],
  );
  const again = draft(roomId, boris.id, stored!.text, stored!.client_id);
  expect((await log().append(again)).seq).toBe(1);
});
