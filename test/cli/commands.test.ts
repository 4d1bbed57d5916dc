import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configSchema } from '../../src/server/config/config.js';
import { projectRoot } from '../../src/server/config/project-root.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { postgresPid, runToEnd, startServer, temporaryFolder } from '../support/server-process.js';

const password = 'correct horse battery';

describe('npm run user', () => {
  let database: TestDatabase;
  const user = (args: string[], input = `${password}\n`) =>
    runToEnd(['bin/run.mjs', 'user', ...args], { DATABASE_URL: database.url, DATA_DIR: '/nowhere' }, input);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test('adds a member and an administrator, and lists them', async () => {
    expect((await user(['list'])).stdout).toContain('There is nobody yet');
    expect((await user(['add', 'Bob'])).stdout).toBe('Bob can sign in now.\n');
    expect((await user(['add', 'Alice', '--admin'])).stdout).toBe(
      'Alice can sign in now, as an administrator.\n',
    );
    expect((await user(['list'])).stdout).toMatch(
      /^Bob {2}member {2}since \S+\nAlice {2}admin {2}since \S+\n$/,
    );
  });

  test('adds a bot without asking for a password, and gives it none', async () => {
    const { code, stdout } = await user(['add', 'Robot', '--bot'], '');
    const [robot] = await database.query<{ id: number }>(
      `select id from users where username = 'Robot' and role = 'bot' and password_hash = ''`,
    );
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        `^Robot is there, as a bot. Administrators make its tokens at http://.*/admin/people/${robot!.id}\n$`,
      ),
    ]);
    for (const args of [['password'], ['reset']])
      expect((await user([...args, 'robot'])).stderr).toContain('Robot is a bot: it has no password');
    expect((await user(['add', 'Rob', '--bot', '--admin'])).code).toBe(1);
    expect((await user(['list', '--bot'])).code).toBe(1);
    await user(['erase', 'robot', 'keep']);
  });

  test('whoever is added is in the rooms of the setting', async () => {
    const hall = await addRoom(database, 'Hall');
    await database.query(`insert into settings (name, value) values ('newcomer_rooms', $1)`, [`[${hall}]`]);
    await user(['add', 'Nora']);
    const members = await database.query<{ username: string }>(
      `select username from memberships join users on users.id = user_id where room_id = $1`,
      [hall],
    );
    expect(members).toEqual([{ username: 'Nora' }]);
    await database.query('delete from settings');
  });

  test('sets a password and ends the sessions', async () => {
    await user(['add', 'Carol']);
    const [carol] = await database.query<{ id: number; password_hash: string }>(
      `select id, password_hash from users where username = 'Carol'`,
    );
    await database.query(
      `insert into sessions (id, user_id, expires_at) values ('s', $1, now() + interval '1 day')`,
      [carol!.id],
    );
    expect((await user(['password', 'carol'], 'another long password\n')).code).toBe(0);
    const [after] = await database.query<{ password_hash: string }>(
      `select password_hash from users where username = 'Carol'`,
    );
    expect(after!.password_hash).not.toBe(carol!.password_hash);
    const sessions = await database.query(`select id from sessions where user_id = $1 and ended_at is null`, [
      carol!.id,
    ]);
    expect(sessions).toEqual([]);
  });

  test('erases somebody for good: the name is free, and nobody is listed', async () => {
    await user(['add', 'Mallory']);
    expect((await user(['erase', 'mallory'])).code).toBe(1);
    expect((await user(['erase', 'mallory', 'perhaps'])).code).toBe(1);
    expect(await user(['erase', 'mallory', 'remove'])).toMatchObject({
      code: 0,
      stdout: 'Mallory is erased; the running server forgets the rest within seconds.\n',
    });
    expect((await user(['list'])).stdout).not.toMatch(/Mallory|~/);
    expect((await user(['add', 'Mallory'])).code).toBe(0);
  });

  test('makes a link for a new password, and a password set here revokes it along with the tokens', async () => {
    await user(['add', 'Heidi']);
    const { code, stdout } = await user(['reset', 'heidi']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^Heidi can set a new password once, within a day, at http:\S+\/reset#[\w-]{43}\n$/,
    );
    const [heidi] = await database.query<{ id: number }>(`select id from users where username = 'Heidi'`);
    await database.query(
      `insert into api_tokens (user_id, name, scope, hash) values ($1, 'bot', 'read', 'h')`,
      [heidi!.id],
    );
    expect((await user(['password', 'heidi'], 'another long password\n')).code).toBe(0);
    const [left] = await database.query(
      `select (select count(*)::int from password_resets) as links,
         (select count(*)::int from api_tokens where revoked_at is null) as tokens`,
    );
    expect(left).toEqual({ links: 0, tokens: 0 });
  });

  test('disables an account, which the list shows', async () => {
    await user(['add', 'Dave']);
    expect((await user(['disable', 'Dave'])).stdout).toBe('Dave can no longer sign in.\n');
    expect((await user(['list'])).stdout).toMatch(/Dave .*, disabled /);
    expect((await user(['enable', 'dave'])).stdout).toBe('Dave can sign in again.\n');
    expect((await user(['list'])).stdout).not.toContain('disabled');
  });

  test('changes roles, but never takes the last administrator', async () => {
    await user(['add', 'Alice', '--admin']);
    await user(['add', 'Grace']);
    expect((await user(['role', 'grace', 'admin'])).stdout).toBe('Grace is an administrator now.\n');
    const grace = (await database.query<{ id: string }>("select id from users where username = 'Grace'"))[0]!;
    const members = [{ id: Number(grace.id) }];
    await addRoom(database, 'board', { access: 'admins', members });
    await addRoom(database, 'kitchen', { members });
    expect((await user(['role', 'Grace', 'member'])).stdout).toBe('Grace is a member now.\n');
    // A server that runs meanwhile looks again at who may post: `rights` has moved.
    const rooms = await database.query<{ name: string; moved: boolean; members: number }>(
      `select name, rights > 0 as moved, (select count(*) from memberships where room_id = r.id)::int as members
       from rooms r where name in ('board', 'kitchen') order by name`,
    );
    expect(rooms).toEqual([
      { name: 'board', moved: true, members: 0 },
      { name: 'kitchen', moved: true, members: 1 },
    ]);
    for (const command of [
      ['role', 'Alice', 'member'],
      ['disable', 'Alice'],
    ])
      expect(await user(command)).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('This is the last administrator.') as unknown,
      });
    const entries = await database.query<{ action: string; actor_id: null }>(
      `select action, actor_id from audit_log where subject_name = 'Grace' order by id`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['account_created', 'role_changed', 'role_changed']);
    expect(entries.every(({ actor_id }) => actor_id === null)).toBe(true);
  });

  test.each([
    ['an unknown command', ['promote', 'bob'], 'npm run user -- add <name>'],
    ['an unknown role', ['role', 'bob', 'king'], 'npm run user -- role <name> <role>'],
    ['no command', [], 'npm run user -- add <name>'],
    ['a password as an argument', ['add', 'Eve', 'a long password'], 'never give them as an argument'],
    ['an unknown option', ['add', 'Eve', '--root'], '--root'],
    ['an unknown name', ['password', 'Nobody'], 'There is nobody named Nobody'],
    ['a name that will not do', ['add', '../etc'], 'A username starts with a letter or digit'],
    ['a name that is taken, written otherwise', ['add', 'BOB'], /taken|exists/],
  ])('refuses %s with a sentence', async (_case, args, sentence) => {
    await user(['add', 'Bob']);
    const { code, stdout, stderr } = await user(args);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('refuses a missing and a short password', async () => {
    expect((await user(['add', 'Frank'], '')).stderr).toContain('A password is needed');
    expect((await user(['add', 'Frank'], 'short\n')).stderr).toContain('The password is too short');
    expect(await database.query(`select id from users where username = 'Frank'`)).toEqual([]);
  });
});

describe('npm run user on the PostgreSQL inside', () => {
  test('starts it where no server runs and stops it after; uses the one of a running server', async () => {
    const dataDir = temporaryFolder();
    const user = (...args: string[]) =>
      runToEnd(['bin/run.mjs', 'user', ...args], { DATA_DIR: dataDir }, `${password}\n`);
    expect((await user('add', 'Alice', '--admin')).stderr).toBe('');
    expect(postgresPid(dataDir)).toBeUndefined();

    const server = await startServer({ DATA_DIR: dataDir });
    expect(server.setupUrl).toBeUndefined();
    const postgres = postgresPid(dataDir);
    expect((await user('add', 'Bob')).code).toBe(0);
    expect((await user('list')).stdout).toMatch(/Alice[\s\S]*Bob/);
    expect(postgresPid(dataDir)).toBe(postgres);
    await server.stop();
  });
});

describe('npm run config', () => {
  const config = (environment = {}) => runToEnd(['bin/run.mjs', 'config'], environment);

  test('shows every setting, where its value is from, and no secret', async () => {
    const { code, stdout } = await config({
      PORT: '8080',
      SESSION_SECRET: 'a secret of at least 32 characters',
      ADMIN_PASSWORD: 'hunter2hunter2',
      DATABASE_URL: 'postgresql://samovar:hunter2@db/samovar?password=hunter3',
      REDIS_URL: 'redis://:hunter4@cache:6379',
    });
    expect(code).toBe(0);
    for (const name of Object.keys(configSchema.shape)) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'));
    expect(stdout).toMatch(/^PORT +8080 +given /m);
    expect(stdout).toMatch(/^HOST +127\.0\.0\.1 +default /m);
    expect(stdout).toMatch(/^DATABASE_URL +postgresql:\/\/samovar:\*+@db\/samovar/m);
    expect(stdout).not.toMatch(/hunter|a secret of/);
  });

  test('says what is wrong with a bad one', async () => {
    const { code, stdout, stderr } = await config({ LOG_LEVEL: 'loud' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^LOG_LEVEL must be error, warn, log, debug or verbose\./);
  });
});

test('the README lists exactly the settings there are, with their defaults', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  const rows = [...readme.matchAll(/^\| `([A-Z_]+)` +\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, name, value, meaning]) => ({
      name,
      value: value!.trim(),
      meaning: meaning!.trim(),
    }),
  );
  const settings = Object.entries(configSchema.shape).map(([name, schema]) => ({
    name,
    value: defaultOf(schema.safeParse(undefined).data),
    meaning: schema.description,
  }));
  expect(rows).toEqual(settings);
});

function defaultOf(value: string | number | boolean | number[] | string[] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? '`on`' : '`off`';
  return `\`${String(value)}\``;
}
