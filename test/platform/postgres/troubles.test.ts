/** A database that is there and yet does not do: people are told to try again, and the log says why, once. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  isConnectionLost,
  isUnavailable,
  troubleOf,
} from '../../../src/server/platform/postgres/unavailable.js';
import { startApp, type TestApp } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { addRoom } from '../../support/factories.js';
import { soon, Tab } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

describe('The server, when its database', () => {
  let database: TestDatabase;
  let superuser: Client;
  let node: TestApp;
  let anna: Visitor;
  let role: string;
  let name: string;
  let log: jest.SpiedFunction<typeof process.stderr.write>;

  beforeEach(async () => {
    database = await createTestDatabase();
    [{ name }] = (await database.query<{ name: string }>('select current_database() as name')) as [
      { name: string },
    ];
    superuser = new Client({ connectionString: database.url.replace('//samovar@', '//postgres@') });
    await superuser.connect();
    role = `role_${randomBytes(6).toString('hex')}`;
    await superuser.query(`create role ${role} login in role samovar`);
    node = await startApp(
      { RATE_LIMITS: 'off' },
      { ...database, url: database.url.replace('//samovar@', `//${role}@`) },
    );
    anna = new Visitor(node.url);
    await anna.register('anna');
    log = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(async () => {
    log.mockRestore();
    await node.close();
    await superuser.query(`drop role ${role}`);
    await superuser.end();
    await database.drop();
  });

  /** All of the server's connections begin anew, as when another PostgreSQL takes over. */
  const cut = () =>
    superuser.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [role]);

  const ready = async () => {
    const answer = await fetch(`${node.url}/health/ready`);
    const { checks } = (await answer.json()) as { checks: { database: string } };
    return [answer.status, checks.database];
  };

  const lines = (text: string) => log.mock.calls.filter(([line]) => String(line).includes(text)).length;
  const stacks = () => log.mock.calls.filter(([line]) => /\n\s+at /.test(String(line))).length;

  test('takes no writes, as after a failover, is not ready, says so once, and is again when it does', async () => {
    const roomId = await addRoom(database, 'hall');
    const tab = await Tab.open(node.url, anna.cookieHeader);
    await tab.join('hall');
    await superuser.query(`alter database ${name} set default_transaction_read_only = on`);
    await cut();
    await soon(async () => expect(await ready()).toEqual([503, 'read_only']));
    const send = () => ({ roomId, clientId: randomUUID(), text: 'hello' });
    await soon(async () => {
      expect((await tab.refusal('message', send())).code).toBe('unavailable');
      expect(lines('The database takes no writes')).toBe(1);
    });
    for (let n = 0; n < 5; n++) expect((await tab.refusal('message', send())).code).toBe('unavailable');
    await superuser.query(`alter database ${name} reset default_transaction_read_only`);
    await soon(async () => expect(await ready()).toEqual([200, 'ok']));
    await soon(async () => expect((await tab.ask('message', send())).ok).toBe(true));
    tab.close();
    expect([lines('The database takes no writes'), stacks()]).toEqual([1, 0]);
  });

  test('takes no writes, still shows people what is there, also when their visit would be noted', async () => {
    const form = { name: 'reader', scope: 'read', expiresInDays: '1', currentPassword: defaultPassword };
    const token = /samovar_[\w-]{43}/.exec((await anna.post('/account/tokens', form)).body)![0];
    const authorization = `Bearer ${token}`;
    const due = () => database.query(`update sessions set touched_at = now() - interval '2 hours'`);
    const noted = () =>
      database.query(`select count(*)::int from sessions where touched_at > now() - interval '1 hour'`);
    await due();
    await superuser.query(`alter database ${name} set default_transaction_read_only = on`);
    await cut();
    await soon(async () => expect(await ready()).toEqual([503, 'read_only']));
    for (let n = 0; n < 3; n++) {
      expect((await anna.get('/account')).status).toBe(200);
      expect((await fetch(`${node.url}/api/lobby`, { headers: { authorization } })).status).toBe(200);
    }
    await superuser.query(`alter database ${name} reset default_transaction_read_only`);
    await cut();
    await soon(async () => expect((await anna.get('/account')).status).toBe(200));
    await soon(async () => expect(await noted()).toEqual([{ count: 1 }]));
  });

  test('lets its user in no more, answers 503 with the sentence, and logs one line instead of a stack for each', async () => {
    await superuser.query(`alter role ${role} nologin`);
    await cut();
    await soon(async () => expect(await ready()).toEqual([503, 'unavailable']));
    for (let n = 0; n < 5; n++) {
      const reply = await anna.get('/account');
      expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
      expect(reply.body).toContain('The server cannot reach its database right now.');
    }
    await soon(() => expect(lines('The database does not let this server do its work')).toBe(1));
    await superuser.query(`alter role ${role} login`);
    await soon(async () => expect((await anna.get('/account')).status).toBe(200));
    expect([lines('The database does not let this server do its work'), stacks()]).toEqual([1, 0]);
  });

  test('has a full disk, says so once for all that is refused', async () => {
    const roomId = await addRoom(database, 'hall');
    const tab = await Tab.open(node.url, anna.cookieHeader);
    await tab.join('hall');
    await superuser.query(
      `create function full_disk() returns trigger language plpgsql as $$ begin
         raise exception 'could not extend file "base/5/1259": No space left on device' using errcode = '53100';
       end $$`,
    );
    await superuser.query(
      'create trigger full_disk before insert on messages for each row execute function full_disk()',
    );
    for (let n = 0; n < 5; n++)
      expect((await tab.refusal('message', { roomId, clientId: randomUUID(), text: 'hello' })).code).toBe(
        'unavailable',
      );
    tab.close();
    await database.query(`update sessions set touched_at = now() - interval '2 hours'`);
    await superuser.query(
      'create trigger full_disk before update on sessions for each row execute function full_disk()',
    );
    expect((await anna.get('/account')).status).toBe(200);
    expect([lines('The disk of the database is full'), stacks()]).toEqual([1, 0]);
  });
});

test.each([
  ['57P01', 'terminating connection', 'away'],
  ['57P03', 'the database system is starting up', 'away'],
  ['08006', 'connection failure', 'away'],
  ['28P01', 'password authentication failed', 'refused'],
  ['28000', 'role is not permitted to log in', 'refused'],
  ['3D000', 'database does not exist', 'refused'],
  ['42501', 'permission denied for table rooms', 'refused'],
  ['53300', 'sorry, too many clients already', 'crowded'],
  ['53200', 'out of memory', 'busy'],
  ['57014', 'canceling statement due to statement timeout', 'busy'],
  ['25006', 'cannot execute INSERT in a read-only transaction', 'read_only'],
  ['53100', 'could not extend file: No space left on device', 'full'],
  ['58030', 'could not write to file: No space left on device', 'full'],
  ['XX000', 'could not extend file: File too large', 'full'],
  ['58030', 'could not read block 7: Input/output error', 'broken'],
  ['23505', 'duplicate key', null],
  ['42703', 'column does not exist', null],
  ['22P02', 'invalid input syntax', null],
])('%s, "%s", is %s', (code, message, trouble) => {
  const error = Object.assign(new Error(message), { code });
  expect([troubleOf(error), isUnavailable(error)]).toEqual([trouble, trouble !== null]);
  expect(isConnectionLost(error)).toBe(trouble === 'away' || trouble === 'read_only');
});
