/** A room that was made by mistake goes again, as long as nobody but its maker was there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RoomView } from '../../../src/shared/rooms.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type Caller, newCaller } from '../../support/operations/caller.js';
import { Tab } from '../../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
let adam: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
  adam = await newCaller(app, 'adam', 'admin');
});

afterAll(() => app.close());

const make = async (name: string) => (await anna.must<RoomView>('POST', '/api/rooms', { name })).id;
const say = (who: Caller, room: number) =>
  who.must<{ id: number }>('POST', `/api/rooms/${room}/messages`, {
    text: 'hello',
    clientId: crypto.randomUUID(),
  });
const remove = async (who: Caller, room: number) => (await who.call('DELETE', `/api/rooms/${room}`)).status;
const rowsOf = (room: number) =>
  app.database.query(
    `select 'room' as of, id from rooms where id = $1 union all select 'member', user_id from memberships where room_id = $1
     union all select 'message', id from messages where room_id = $1`,
    [room],
  );

test('whoever made a room takes it back with what they said to themselves there; its name is free again, and who looked is told', async () => {
  const room = await make('tpyo');
  const { id } = await say(anna, room);
  await anna.must('PUT', `/api/messages/${id}/reactions/${encodeURIComponent('👍')}`);
  const looking = await Tab.open(app.url, '', { token: boris.token });
  await looking.must('join', { room: 'tpyo', look: true });
  expect(await remove(anna, room)).toBe(204);
  expect(await rowsOf(room)).toEqual([]);
  await looking.until('room_removed', ({ roomId }) => roomId === room);
  expect(await remove(anna, room)).toBe(404);
  expect(await make('tpyo')).toBeGreaterThan(room);
  looking.close();
});

test('nobody else does, not even an administrator', async () => {
  const room = await make('mine');
  expect([await remove(boris, room), await remove(adam, room)]).toEqual([403, 403]);
  expect(await rowsOf(room)).toHaveLength(2);
});

test('it stays once somebody else has come in, and once they have written, although they left again', async () => {
  const room = await make('shared');
  await boris.must('POST', `/api/rooms/${room}/members`, { userId: boris.user.id });
  expect(await remove(anna, room)).toBe(409);
  await say(boris, room);
  await boris.must('DELETE', `/api/rooms/${room}/members/${boris.user.id}`);
  expect(await remove(anna, room)).toBe(409);
  expect(await rowsOf(room)).toHaveLength(3);
});

test('whoever comes in at that very moment is either in a room that stays, or is told that there is none', async () => {
  for (let n = 0; n < 10; n++) {
    const room = await make(`race ${n}`);
    const [removed, joined] = await Promise.all([
      remove(anna, room),
      boris.call('POST', `/api/rooms/${room}/members`, { userId: boris.user.id }),
    ]);
    expect([
      [204, 404],
      [409, 204],
    ]).toContainEqual([removed, joined.status]);
    expect((await rowsOf(room)).length).toBe(removed === 204 ? 0 : 3);
  }
});
