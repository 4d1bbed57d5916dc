import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { PasswordHashing } from '../../../src/server/auth/passwords/password-hashing.js';
import { Passwords } from '../../../src/server/auth/passwords/passwords.service.js';
import { SessionsRepository } from '../../../src/server/auth/sessions/sessions.repository.js';
import { UsersService } from '../../../src/server/people/users.service.js';
import { startApp, type TestApp } from '../../support/app.js';

const password = 'correct horse battery';
let server: TestApp;
let users: UsersService;
let accounts: Accounts;
let passwords: Passwords;

beforeAll(async () => {
  server = await startApp();
  users = server.app.get(UsersService);
  accounts = server.app.get(Accounts);
  passwords = server.app.get(Passwords);
});
afterAll(() => server.close());

describe('names', () => {
  test('are kept as written and found however they are typed', async () => {
    const user = await accounts.register({ username: 'Алёна', password });
    expect(user).toMatchObject({ username: 'Алёна', role: 'member' });
    for (const typed of ['Алёна', 'алёна', 'АЛЁНА', ' Алёна ', 'Але\u0308на', 'Алё\u200bна'])
      expect(await users.findByUsername(typed)).toMatchObject({ id: user.id });
  });

  test.each(['Admin', 'ａｄｍｉｎ', 'ADMIN', ' admin '])('%j is taken when admin is', async (username) => {
    if (!(await users.findByUsername('admin'))) await accounts.register({ username: 'admin', password });
    await expect(accounts.register({ username, password })).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['а letter of another alphabet', 'аdmin'],
    ['an invisible character', 'ad\u200bmin'],
    ['NUL', 'ad\0min'],
    ['half a character', 'ad\ud800min'],
    ['markup', '<b>admin</b>'],
    ['a space', 'ad min'],
    ['10 kB', 'a'.repeat(10_000)],
    ['nothing', ''],
    ['only white space', '   '],
    ['an at sign', '@admin'],
    ['a right-to-left mark', 'admin\u202e'],
  ])('with %s is invalid', async (_, username) => {
    await expect(accounts.register({ username, password })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('that ten people want at once go to one of them', async () => {
    const wishes = Array.from({ length: 10 }, () => accounts.register({ username: 'popular', password }));
    const outcomes = await Promise.allSettled(wishes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
  });

  test('that nobody can have are not found, and no error', async () => {
    for (const name of ['nobody', 'a\0b', '\ud800', 'a'.repeat(100_000), ''])
      expect(await users.findByUsername(name)).toBeNull();
    await expect(users.requireActiveByUsername('nobody')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('passwords', () => {
  test('are kept as Argon2id with the parameters OWASP asks for', async () => {
    const { id } = await accounts.register({ username: 'hashed', password });
    const [row] = await server.database.query<{ password_hash: string }>(
      'select password_hash from users where id = $1',
      [id],
    );
    expect(row!.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('open the account to who knows them, and to nobody else', async () => {
    const user = await accounts.register({ username: 'careful', password });
    expect(await passwords.check('CAREFUL', password)).toMatchObject({ id: user.id });
    for (const wrong of ['', password + ' ', password.toUpperCase(), 'a'.repeat(100_000), '\0', '\ud800'])
      expect(await passwords.check('careful', wrong)).toBeNull();
    expect(await passwords.check('nobody', password)).toBeNull();
    expect(await passwords.check('careful\0', password)).toBeNull();
  });

  test('are the same however the keyboard composes them', async () => {
    await accounts.register({ username: 'composed', password: 'пароль ёлка é' });
    expect(await passwords.check('composed', 'пароль ёлка é'.normalize('NFD'))).not.toBeNull();
  });

  test.each([
    ['too short', '1234567'],
    ['too long', 'a'.repeat(201)],
    ['with NUL', 'abcdefgh\0'],
    ['with half a character', 'abcdefgh\ud800'],
  ])('%s are refused', async (_, bad) => {
    await expect(accounts.register({ username: 'choosy', password: bad })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  test('a name that nobody has takes as long as a wrong password', async () => {
    await accounts.register({ username: 'timed', password });
    const [known, unknown] = await quickest(
      () => passwords.check('timed', 'a wrong password'),
      () => passwords.check('nobody-has-this', 'a wrong password'),
    );
    expect(unknown).toBeGreaterThan(known! / 2);
  });

  test('a crowd waits its turn, and who finds the line full is told to come back', async () => {
    const hashing = new PasswordHashing();
    const outcomes = await Promise.allSettled(Array.from({ length: 60 }, () => hashing.hash(password)));
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    // A busy machine refuses those, too, whose turn does not come in time.
    expect(refused.length).toBeGreaterThanOrEqual(60 - 52);
    expect(refused.length).toBeLessThan(60);
    expect(refused[0]).toMatchObject({ code: 'unavailable', values: { retryAfterMs: 2000 } });
    await expect(hashing.hash(password)).resolves.toContain('argon2id');
  });
});

describe('a disabled account', () => {
  test('opens to nobody; only its owner learns why', async () => {
    const { id } = await accounts.register({ username: 'gone', password });
    await server.app.get(AccountChanges).disable(commandLine, id);
    expect(await passwords.check('gone', 'a wrong password')).toBeNull();
    await expect(passwords.check('gone', password)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await users.findActive(id)).toBeNull();
    expect(await users.findByUsername('gone')).toMatchObject({
      id,
      deactivatedAt: expect.any(Date) as unknown,
    });
    await expect(users.requireActiveByUsername('gone')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('ends its sessions and tells the rooms that the rights have changed, theirs only', async () => {
    const { id } = await accounts.register({ username: 'leaving', password });
    const other = await accounts.register({ username: 'staying', password });
    const sessions = server.app.get(SessionsRepository);
    await sessions.insert('a'.repeat(64), id, '', '');
    await sessions.insert('b'.repeat(64), other.id, '', '');
    const rooms = await server.database.query<{ id: number }>(
      `insert into rooms (name, name_key) values ('one', 'one'), ('two', 'two'), ('three', 'three') returning id`,
    );
    await server.database.query(
      `insert into memberships (room_id, user_id) values ($1, $4), ($2, $4), ($2, $5), ($3, $5)`,
      [...rooms.map((room) => room.id), id, other.id],
    );
    await server.app.get(AccountChanges).disable(commandLine, id);
    expect(await sessions.findLive('a'.repeat(64))).toBeNull();
    expect(await sessions.findLive('b'.repeat(64))).toMatchObject({ user: { id: other.id } });
    const rights = await server.database.query<{ rights: string }>(
      `select rights from rooms where name in ('one', 'two', 'three') order by id`,
    );
    expect(rights.map((row) => Number(row.rights))).toEqual([1, 1, 0]);
  });
});

test('two people who set up an empty server at the same moment make one administrator', async () => {
  const fresh = await startApp();
  const everybody = fresh.app.get(UsersService);
  expect(await everybody.hasAdministrator()).toBe(false);
  const outcomes = await Promise.allSettled(
    ['anna', 'boris', 'clara'].map((username) =>
      fresh.app.get(Accounts).registerFirstAdministrator({ username, password }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await everybody.list()).map(({ role }) => role)).toEqual(['admin']);
  await fresh.close();
});

/** The milliseconds of each work at its quickest; by turns, so that a busy moment of the machine meets all of them. */
async function quickest(...works: (() => Promise<unknown>)[]): Promise<number[]> {
  const best = works.map(() => Infinity);
  for (let round = 0; round < 9; round++)
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work();
      best[index] = Math.min(best[index]!, performance.now() - start);
    }
  return best;
}
