/** A room that was made by mistake goes again, as long as nobody but its maker was there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import type { RoomView } from '../../../src/shared/rooms.js';
import { startApp, type TestApp } from '../../support/app.js';
import { type Caller, newCaller } from '../../support/operations/caller.js';
import { eventually, Tab } from '../../support/socket.js';

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

/** Somebody, in the database of this test, waits for a row that another one has locked. */
const waiting = `datname = current_database() and wait_event_type = 'Lock'`;

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

test('whoever deals with what was said there, at that very moment, comes to the end of it first', async () => {
  const room = await make('dealt with');
  await say(anna, room);
  const { database } = app;
  await eventually(
    async () =>
      (await database.query('select from cursors where room_id = $1 and rev > 0', [room])).length > 0,
    'nobody followed the log',
  );
  const follower = new Client({ connectionString: database.url });
  await follower.connect();
  try {
    await follower.query('begin');
    await follower.query('select from cursors where room_id = $1 for update', [room]);
    const removed = remove(anna, room);
    await eventually(
      async () => (await database.query(`select from pg_stat_activity where ${waiting}`)).length > 0,
      'the removal never waited',
    );
    await follower.query(
      `insert into notices (user_id, room_id, message_id, seq, is_meant) values ($1, $2, 1, 1, true)`,
      [anna.user.id, room],
    );
    await follower.query('commit');
    expect(await removed).toBe(204);
  } finally {
    await follower.end();
  }
  expect(await database.query('select from notices where room_id = $1', [room])).toEqual([]);
});
