/** Where a room's page begins, and what it says of what is new, over plain HTTP. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { MembershipsService } from '../../../src/server/memberships/memberships.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, addUser, fillRoom } from '../../support/factories.js';
import { statementsOf } from '../../support/statements.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;
let annaId: number;
let rooms = 0;
let room: { id: number; path: string };

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  anna = new Visitor(server.url);
  await anna.register('anna');
  const [row] = await server.database.query<{ id: string }>(`select id from users where username = 'anna'`);
  annaId = Number(row!.id);
});

afterAll(() => server.close());

/** A room of 200 messages, of which anna is a member. */
beforeEach(async () => {
  const name = `long${++rooms}`;
  const author = await addUser(server.database, `annalist${rooms}`);
  room = { id: await addRoom(server.database, name), path: `/chat/${name}` };
  await fillRoom(server.database, room.id, author.id, 200);
  await server.app.get(MembershipsService).add(room.id, annaId);
});

const hasRead = (seq: number) =>
  server.database.query('update memberships set last_read_seq = $3 where room_id = $1 and user_id = $2', [
    room.id,
    annaId,
    seq,
  ]);
const mark = async () => {
  const sql = 'select last_read_seq::int as seq from memberships where room_id = $1 and user_id = $2';
  return (await server.database.query<{ seq: number }>(sql, [room.id, annaId]))[0]!.seq;
};
async function open(path = room.path) {
  const { body } = await anna.get(path);
  const seqs = [...body.matchAll(/<li class="message[^>]* data-seq="(\d+)"/g)].map((found) =>
    Number(found[1]),
  );
  const below = /id="new".*?data-seq="(\d+)"/s.exec(body)?.[1];
  const bar = /<section class="unread-bar.*?<\/section>/s.exec(body)![0];
  const jump = /id="unread-jump" href="([^"]*)"/.exec(bar)![1]!.replace('&#x3D;', '=');
  return { body, bar, jump, first: seqs[0], last: seqs.at(-1), below: below && Number(below) };
}
const opensAt = (where: string) => anna.post('/account/rooms', { opensAt: where });

test('with more unread than the newest page shows, the page begins at the first of them, and its top is in view', async () => {
  await hasRead(60);
  const page = await open();
  expect(page).toMatchObject({ first: 59, last: 108, below: 61, jump: `${room.path}?at=now` });
  expect(page.body).toContain('class="log-scroll from-top"');
  expect(page.bar).toMatch(/140 new/);
  expect(await mark()).toBe(60);
});

test('of a room that was never read, it begins at the first message', async () => {
  await hasRead(0);
  expect(await open()).toMatchObject({ first: 1, last: 50, below: undefined });
});

test('with few unread it is the newest page, with the line and a way up to it', async () => {
  await hasRead(190);
  const page = await open();
  expect(page).toMatchObject({ first: 151, last: 200, below: 191, jump: '#new' });
  expect(page.bar).toMatch(/10 new/);
});

test('the line is above the first message of others: what one wrote oneself is not new', async () => {
  await hasRead(60);
  await server.database.query(
    'update messages set author_id = $2 where room_id = $1 and seq between 61 and 80',
    [room.id, annaId],
  );
  expect(await open()).toMatchObject({ first: 79, below: 81 });
});

test('whoever prefers the end gets it, and a way up to where they stopped', async () => {
  await hasRead(60);
  expect(await opensAt('end')).toMatchObject({ status: 303, location: '/account?done=rooms' });
  expect((await anna.get('/account')).body).toMatch(/<option value="end" selected>/);
  expect(await open()).toMatchObject({ last: 200, below: undefined, jump: `${room.path}/61#m61` });
  await opensAt('stopped');
  expect(await open()).toMatchObject({ first: 59 });
  expect((await opensAt('elsewhere')).status).toBe(422);
});

test('the way to now leads to the newest page, whatever is unread', async () => {
  await hasRead(60);
  expect(await open(`${room.path}?at=now`)).toMatchObject({ last: 200, jump: `${room.path}/61#m61` });
});

test('a button marks all of it as read; then there is neither bar nor line', async () => {
  await hasRead(60);
  expect(await anna.post(`${room.path}/read`, { seq: '200' })).toMatchObject({ status: 303 });
  const page = await open();
  expect(page).toMatchObject({ last: 200, below: undefined });
  expect(page.bar).toMatch(/^<section[^>]* hidden>/);
});

test('who is no member has nothing unread', async () => {
  const boris = new Visitor(server.url);
  await boris.register(`boris${rooms}`);
  const { body } = await boris.get(room.path);
  expect(body).toContain('data-seq="200"');
  expect(body).not.toContain('id="new"');
});

/** What asks for messages: their authors' names stand in each. */
const readsMessages = (texts: string[]) => texts.filter((text) => text.includes('m.seq, m.rev')).length;

test('with few unread nothing more is asked; with many, for where they begin and for that page', async () => {
  await hasRead(190);
  await open();
  expect(readsMessages(await statementsOf(() => open()))).toBe(0);
  await hasRead(60);
  expect(readsMessages(await statementsOf(() => open()))).toBe(2);
});

/** Written on these days: ten messages on each, the last of them in the evening of UTC. */
async function writtenOn(...days: string[]): Promise<void> {
  await server.database.query(
    `update messages set created_at = (($2::text[])[(seq + 9) / 10])::timestamptz + make_interval(hours => 13 + (seq::int - 1) % 10)
     where room_id = $1 and seq <= 10 * cardinality($2::text[])`,
    [room.id, days],
  );
  await server.database.query('delete from messages where room_id = $1 and seq > $2', [
    room.id,
    10 * days.length,
  ]);
  await server.database.query('update rooms set last_seq = $2, rev = $2 where id = $1', [
    room.id,
    10 * days.length,
  ]);
}

const noteOf = (body: string) => /<p class="notice" role="status">([^<]*)<\/p>/.exec(body)?.[1];

test('a day in the address leads to its first message, read on from there; or says that there was none', async () => {
  await writtenOn('2024-02-29 00:00Z', '2024-03-01 00:00Z', '2024-03-10 00:00Z');
  const day = await open(`${room.path}?on=2024-03-01`);
  expect(day).toMatchObject({ first: 11, last: 30 });
  expect(day.body).toContain('class="log-scroll from-top"');
  expect(day.body).toContain('"readsFrom":11');
  expect(noteOf(day.body)).toBeUndefined();
  expect((await open(`${room.path}?on=March+2024`)).first).toBe(11);
  expect((await open(`${room.path}?on=2023`)).first).toBe(1);
  const none = await open(`${room.path}?on=2024-03-05`);
  expect([none.first, noteOf(none.body)]).toEqual([21, 'Nothing was written then. This is what came next.']);
  const never = await open(`${room.path}?on=2024-04-01`);
  expect([never.last, noteOf(never.body)]).toEqual([
    30,
    'Nothing was written then, nor since. This is the newest.',
  ]);
  for (const words of ['', 'the+day+of+days', '2024-13-45', '%00', '<script>'.repeat(500)]) {
    const odd = await open(`${room.path}?on=${words}`);
    expect(odd.last).toBe(30);
    if (words) expect(noteOf(odd.body)).toContain('Nobody could tell which day is meant.');
  }
});

test('a day is that of the reader’s own zone, also where its night is an hour shorter', async () => {
  // Berlin's clocks went from two to three on the 31st; its day began at 23:00 UTC and the next one at 22:00.
  await writtenOn('2024-03-30 00:00Z', '2024-03-31 00:00Z', '2024-04-01 00:00Z');
  const firstOn = async (day: string) => (await open(`${room.path}?on=${day}`)).first;
  const liveIn = (zone: string) =>
    server.database.query(
      `insert into notice_settings (user_id, time_zone) values ($1, $2)
       on conflict (user_id) do update set time_zone = excluded.time_zone`,
      [annaId, zone],
    );
  await liveIn('Europe/Berlin');
  // 22:00 UTC, ten messages of which the last is of the next day there.
  expect([await firstOn('2024-03-31'), await firstOn('2024-04-01')]).toEqual([11, 20]);
  await liveIn('Asia/Kathmandu');
  expect(await firstOn('2024-04-01')).toBe(17);
  await liveIn('UTC');
});

test('the ways to a day, to the first message and to the first unread stand on a page of their own', async () => {
  await hasRead(60);
  const { body } = await anna.get(`${room.path}/jump`);
  expect(body).toContain(`action="${room.path}"`);
  expect(body).toContain(`href="${room.path}/1#m1"`);
  expect(body).toContain(`href="${room.path}/61#m61"`);
  expect(body).toContain(`href="${room.path}?on=today"`);
});
