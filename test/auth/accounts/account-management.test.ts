import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { Passwords } from '../../../src/server/auth/passwords/passwords.service.js';
import { commandLine } from '../../../src/server/audit/audit-log.js';
import { AuditRepository } from '../../../src/server/audit/audit.repository.js';
import { RoleChanges } from '../../../src/server/people/role-changes.js';
import { SessionsRepository } from '../../../src/server/auth/sessions/sessions.repository.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { AccountManagement } from '../../../src/server/auth/accounts/account-management.service.js';
import { UsersService } from '../../../src/server/people/users.service.js';
import { addUser } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';
import { eventually } from '../../support/socket.js';

const password = 'correct horse battery';
let node: TestServices;
let management: AccountManagement;
let changes: AccountChanges;
let anna: SignedInUser;
let boris: SignedInUser;
let names = 0;

beforeAll(async () => {
  node = await startServices();
  management = node.get(AccountManagement);
  changes = node.get(AccountChanges);
  anna = { ...(await addUser(node.database, 'Анна', 'admin')), address: '192.0.2.7' };
});
afterAll(() => node.close());
beforeEach(async () => {
  boris = await addUser(node.database, `Boris${++names}`);
});

const entries = async (subjectId: number) =>
  (await node.get(AuditRepository).list({ subjectType: 'user', subjectId }, 10)).map(
    ({ actorName, address, action, details }) => [actorName, address, action, details],
  );
const all = async (search = {}) => {
  const found = await management.list(anna, { limit: 100, ...search });
  return found.users.map(({ username }) => username);
};

describe('Members', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['list everybody', () => management.list(boris, { limit: 10 })],
    ['see details', () => management.read(boris, boris.id)],
    ['make accounts', () => management.create(boris, { username: 'x', password })],
    ['change roles', () => changes.setRole(boris, boris.id, 'admin')],
    ['disable', () => changes.disable(boris, anna.id)],
    ['enable', () => changes.enable(boris, anna.id)],
    ['end sessions', () => management.endSessions(boris, anna.id)],
  ])('may not %s', async (_, act) => {
    await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
    expect(await management.read(anna, boris.id)).toMatchObject({ role: 'member', disabled: null });
  });

  test('nor may an administrator who was demoted a moment ago', async () => {
    const stale: SignedInUser = { ...boris, role: 'admin' };
    await expect(changes.setRole(stale, boris.id, 'admin')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changes.disable(stale, anna.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('find the names of those who can sign in, a page at a time', async () => {
    const many = await Promise.all(
      ['one', 'two', 'three'].map((name) => addUser(node.database, `Found.${name}`)),
    );
    await changes.disable(anna, many[1]!.id);
    const first = await node.get(UsersService).find({ query: 'FOUND.', limit: 1 });
    expect(first).toEqual({
      users: [{ id: many[0]!.id, username: 'Found.one', name: 'Found.one' }],
      next: many[0]!.id,
    });
    const second = await node.get(UsersService).find({ query: 'found.', limit: 1, after: first.next! });
    expect(second).toEqual({
      users: [{ id: many[2]!.id, username: 'Found.three', name: 'Found.three' }],
      next: null,
    });
  });
});

describe('Administrators', () => {
  test('find people by part of a name, however typed, by role and by state', async () => {
    await changes.disable(anna, boris.id);
    await addUser(node.database, '100%_sure');
    expect(await all({ query: 'АНН' })).toEqual(['Анна']);
    expect(await all({ query: '0%_S' })).toEqual(['100%_sure']);
    expect(await all({ query: '%' })).toEqual(['100%_sure']);
    expect(await all({ role: 'admin' })).toEqual(['Анна']);
    expect(await all({ state: 'disabled' })).toContain(boris.username);
    expect(await all({ state: 'active' })).not.toContain(boris.username);
    expect(await all({ query: boris.username, role: 'admin', state: 'disabled' })).toEqual([]);
  });

  test('page through all of them without doubles', async () => {
    const seen: number[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { users: { id: number }[]; next: number | null } = await management.list(anna, {
        after,
        limit: 3,
      });
      seen.push(...page.users.map(({ id }) => id));
      after = page.next;
    }
    const rows = await node.database.query<{ id: string }>('select id from users order by id');
    expect(seen).toEqual(rows.map(({ id }) => Number(id)));
  });

  test('see when somebody was last there', async () => {
    expect(await management.read(anna, boris.id)).toMatchObject({
      username: boris.username,
      lastSeenAt: null,
    });
    await node.get(SessionsRepository).insert(`${names}`.padEnd(64, '0'), boris.id, '', '');
    const { lastSeenAt } = await management.read(anna, boris.id);
    expect(Date.now() - Date.parse(lastSeenAt!)).toBeLessThan(60_000);
    await expect(management.read(anna, 987_654)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('make accounts', async () => {
    const made = await management.create(anna, { username: `Made${names}`, password, role: 'admin' });
    expect(made).toMatchObject({ username: `Made${names}`, role: 'admin', disabled: null });
    expect(await node.get(Passwords).check(made.username, password)).toMatchObject({ id: made.id });
    expect(await entries(made.id)).toEqual([['Анна', '192.0.2.7', 'account_created', { role: 'admin' }]]);
    await expect(management.create(anna, { username: made.username, password })).rejects.toMatchObject({
      code: 'conflict',
    });
    await changes.setRole(anna, made.id, 'member');
  });

  test('change roles; features hear of it, and of what changed nothing nobody', async () => {
    const heard: unknown[] = [];
    node.get(RoleChanges).subscribe((...change) => {
      heard.push(change);
      return Promise.resolve();
    });
    await changes.setRole(anna, boris.id, 'admin');
    await changes.setRole(anna, boris.id, 'admin');
    await changes.setRole(commandLine, boris.id, 'member');
    expect(heard).toEqual([
      [boris.id, 'admin'],
      [boris.id, 'member'],
    ]);
    expect(await entries(boris.id)).toEqual([
      [null, '', 'role_changed', { from: 'admin', to: 'member' }],
      ['Анна', '192.0.2.7', 'role_changed', { from: 'member', to: 'admin' }],
    ]);
    await expect(changes.setRole(anna, 987_654, 'admin')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('tell the rooms of a person that the rights have changed', async () => {
    const [room] = await node.database.query<{ id: string }>(
      'insert into rooms (name, name_key) values ($1, $1) returning id',
      [`room${names}`],
    );
    await node.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [
      room!.id,
      boris.id,
    ]);
    await changes.setRole(anna, boris.id, 'admin');
    await changes.setRole(anna, boris.id, 'member');
    expect(await node.database.query('select rights::int from rooms where id = $1', [room!.id])).toEqual([
      { rights: 2 },
    ]);
  });

  test('end the sessions of a person', async () => {
    const session = `${names}`.padEnd(64, 'e');
    await node.get(SessionsRepository).insert(session, boris.id, '', '');
    await management.endSessions(anna, boris.id);
    expect(await node.get(SessionsRepository).findLive(session)).toBeNull();
    expect(await entries(boris.id)).toEqual([['Анна', '192.0.2.7', 'sessions_ended', { count: 1 }]]);
    await expect(management.endSessions(anna, 987_654)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('A disabled account', () => {
  beforeEach(async () => {
    boris = await node.get(Accounts).register({ username: `Borya${names}`, password });
  });

  const signIn = () => node.get(Passwords).check(boris.username, password);

  test('says why and until when, to its owner only', async () => {
    const until = new Date(Date.now() + 3_600_000);
    const shown = `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    await changes.disable(anna, boris.id, { reason: ' Spam ', until });
    await expect(signIn()).rejects.toMatchObject({
      code: 'forbidden',
      message: 'This account is disabled until {{until}}. Reason: {{reason}}',
      values: { until: shown, reason: 'Spam' },
    });
    expect(await node.get(Passwords).check(boris.username, 'a wrong password')).toBeNull();
    await changes.disable(anna, boris.id, { until });
    await expect(signIn()).rejects.toMatchObject({ message: 'This account is disabled until {{until}}.' });
    await changes.disable(anna, boris.id, { reason: 'Spam' });
    await expect(signIn()).rejects.toMatchObject({ message: 'This account is disabled. Reason: {{reason}}' });
    expect(await management.read(anna, boris.id)).toMatchObject({
      disabled: { reason: 'Spam', until: null },
    });
  });

  test('comes back when it is enabled, and once', async () => {
    await changes.disable(anna, boris.id, { reason: 'Spam' });
    await changes.enable(anna, boris.id);
    await changes.enable(anna, boris.id);
    expect(await signIn()).toMatchObject({ id: boris.id, deactivatedReason: '' });
    const actions = (await entries(boris.id)).map(([, , action]) => action);
    expect(actions).toEqual(['account_enabled', 'account_disabled', 'account_created']);
    await expect(changes.enable(anna, 987_654)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('comes back by itself when its ban has ended, for whoever signs in then', async () => {
    await changes.disable(anna, boris.id, { until: new Date(Date.now() + 1_500) });
    await expect(signIn()).rejects.toMatchObject({ code: 'forbidden' });
    await eventually(
      () =>
        signIn().then(
          () => true,
          () => false,
        ),
      'the ban never ended',
    );
    expect((await entries(boris.id))[0]).toEqual([null, '', 'account_enabled', { ended: true }]);
  });

  test.each([
    ['an end that has passed', { until: new Date(Date.now() - 1_000) }],
    ['an end that is no time', { until: new Date(Number.NaN) }],
    ['a long reason', { reason: 'a'.repeat(201) }],
    ['a reason with NUL', { reason: 'a\0' }],
  ])('cannot have %s', async (_, input) => {
    await expect(changes.disable(anna, boris.id, input)).rejects.toMatchObject({ code: 'invalid' });
    expect(await signIn()).toMatchObject({ id: boris.id });
  });

  test('is never one’s own, nor one that is not there', async () => {
    await expect(changes.disable(anna, anna.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(changes.disable(anna, 987_654)).rejects.toMatchObject({ code: 'not_found' });
  });
});
