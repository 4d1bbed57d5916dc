/** kill -9 of the built server around the time of reminders: each is told once, by the bell, and no device is called twice for it. */
import { afterAll, expect, test } from '@jest/globals';
import type { ShownNotice } from '../../src/shared/push.js';
import { createTestDatabase } from '../support/database.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { PushService } from '../support/push-service.js';
import { type ServerProcess, startServer, temporaryFolder } from '../support/server-process.js';
import { eventually, soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

const database = await createTestDatabase();
const push = await PushService.start();
afterAll(async () => {
  await push.close();
  await database.drop();
});

const settings = {
  DATABASE_URL: database.url,
  DATA_DIR: temporaryFolder(),
  RATE_LIMITS: 'off',
  OUTGOING: 'any',
};
let server: ServerProcess;
let boris: Visitor;

async function startAgain(): Promise<void> {
  server = await startServer({ ...settings, PORT: new URL(server.url).port });
}

async function die(): Promise<void> {
  server.kill('SIGKILL');
  await server.ended;
}

async function ask(method: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-csrf-token': await boris.csrfToken() };
  const reply = await boris.request(method, path, JSON.stringify(body), headers);
  expect([reply.body, reply.status < 300]).toEqual([reply.body, true]);
}

const remind = (messageId: number, milliseconds: number) =>
  ask('PUT', `/api/me/saved/${messageId}`, { remindAt: new Date(Date.now() + milliseconds).toISOString() });

/** The messages of which something was told, as often as it was. */
async function told(): Promise<number[]> {
  const rows = await database.query<{ id: number }>('select message_id as id from told order by 1');
  return rows.map(({ id }) => id);
}

const called = () =>
  push.handed.map(({ payload }) => Number((payload as ShownNotice).tag.split('-')[1])).sort(ascending);
const ascending = (one: number, other: number) => one - other;

test('killed before its time, at its time and after it: a reminder is told once', async () => {
  server = await startServer(settings);
  boris = new Visitor(server.url);
  await boris.register('boris');
  await ask('POST', '/api/me/devices', push.subscribe());
  const [user] = await database.query<{ id: number }>('select id from users');
  const roomId = await addRoom(database, 'kitchen', { members: [user!] });
  await fillRoom(database, roomId, user!.id, 64);
  const messages = await database.query<{ id: number }>('select id from messages order by seq');
  const ids = messages.map(({ id }) => id);
  // Whoever is told once more of a message gets its row anew.
  await database.query(
    `create table told (message_id bigint);
     create function note_telling() returns trigger language plpgsql as
       $$ begin insert into told values (new.message_id); return new; end $$;
     create trigger note_telling after insert or update of id on activity
       for each row when (new.kind = 'reminder') execute function note_telling()`,
  );

  // Before: it is not lost, and due when the server is there again, or while it is not.
  const [early, late] = [ids.slice(0, 2), ids.slice(2, 4)];
  for (const id of early) await remind(id, 1_000);
  for (const id of late) await remind(id, 8_000);
  await die();
  const before = await told();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await startAgain();
  await soon(async () => expect(await told()).toEqual([...early, ...late]));
  expect(before.length).toBeLessThan(4);
  await eventually(() => called().length === 4, 'the phone was not called');

  // At its time: some are told and some are not.
  const many = ids.slice(4, 60);
  for (const id of many) await remind(id, 3_600_000);
  await database.query(
    `update saved set remind_at = now() + make_interval(secs => place * 0.2)
     from unnest($1::bigint[]) with ordinality given(id, place) where message_id = given.id`,
    [many],
  );
  const toldFrom = (count: number) =>
    eventually(async () => (await told()).length >= count, 'nobody was told');
  for (const count of [6, 20]) {
    await toldFrom(count);
    await die();
    const soFar = (await told()).length;
    expect(soFar).toBeLessThan(4 + many.length);
    await startAgain();
  }
  await toldFrom(4 + many.length);

  // After it: whoever starts looks at what is due, and that is only what is new.
  await die();
  await startAgain();
  for (const id of ids.slice(60)) {
    await remind(id, 500);
    await soon(async () => expect(await told()).toContain(id));
    await eventually(() => called().includes(id), 'the phone was not called');
  }
  expect(await told()).toEqual(ids);
  // A call that was under way when the server was killed may be missing.
  expect(called()).toEqual([...new Set(called())]);
  const [left] = await database.query<{ count: number }>(
    'select count(*)::int from saved where remind_at is not null or reminded_at is null or call_at is not null',
  );
  expect(left!.count).toBe(0);
});
