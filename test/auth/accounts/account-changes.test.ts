/** What one request changes about an account is changed whole, or not at all. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { AuditRepository } from '../../../src/server/audit/audit.repository.js';
import { AccountChanges } from '../../../src/server/auth/accounts/account-changes.service.js';
import { AccountManagement } from '../../../src/server/auth/accounts/account-management.service.js';
import { RoleChanges } from '../../../src/server/people/role-changes.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let changes: AccountChanges;
let management: AccountManagement;
let anna: SignedInUser;
let boris: SignedInUser;
let names = 0;
/** Whose role changed, as features were told. */
const heard: number[] = [];

beforeAll(async () => {
  node = await startServices();
  changes = node.get(AccountChanges);
  management = node.get(AccountManagement);
  anna = await addUser(node.database, 'anna', 'admin');
  node.get(RoleChanges).subscribe((userId) => {
    heard.push(userId);
    return Promise.resolve();
  });
});
afterAll(() => node.close());
beforeEach(async () => {
  boris = await addUser(node.database, `boris${++names}`);
});

const actions = async ({ id }: SignedInUser) =>
  (await node.get(AuditRepository).list({ subjectType: 'user', subjectId: id }, 10)).map(
    ({ action }) => action,
  );

async function expectUntouched(person: SignedInUser): Promise<void> {
  expect(await management.read(anna, person.id)).toMatchObject({ role: person.role, disabled: null });
  expect(await actions(person)).toEqual([]);
  expect(heard).not.toContain(person.id);
}

test('a role and a ban are changed together', async () => {
  await changes.change(anna, boris.id, { role: 'admin', disabled: { reason: 'Spam' } });
  expect(await management.read(anna, boris.id)).toMatchObject({
    role: 'admin',
    disabled: { reason: 'Spam' },
  });
  expect(await actions(boris)).toEqual(['account_disabled', 'role_changed']);
  await changes.change(anna, boris.id, { role: 'member', disabled: null });
  expect(await management.read(anna, boris.id)).toMatchObject({ role: 'member', disabled: null });
});

test.each([
  ['the ban ends in the past', { until: new Date(Date.now() - 1_000) }, 'invalid'],
  ['the reason cannot be kept', { reason: 'a\0' }, 'invalid'],
])('or not at all: %s', async (_, disabled, code) => {
  const change = changes.change(anna, boris.id, { role: 'admin', disabled });
  await expect(change).rejects.toMatchObject({ code });
  await expectUntouched(boris);
});

test('or not at all: somebody would shut themselves out', async () => {
  const clara = await addUser(node.database, `clara${names}`, 'admin');
  const change = changes.change(clara, clara.id, { role: 'member', disabled: {} });
  await expect(change).rejects.toMatchObject({ code: 'conflict' });
  await expectUntouched(clara);
  await changes.setRole(anna, clara.id, 'member');
});

test('or not at all: the database fails in between', async () => {
  await node.database.query(
    `create function fail() returns trigger language plpgsql as $$ begin raise 'the disk broke'; end $$;
     create trigger fail before update on users for each row
       when (new.deactivated_at is not null) execute function fail()`,
  );
  try {
    const change = changes.change(anna, boris.id, { role: 'admin', disabled: { reason: 'Spam' } });
    await expect(change).rejects.toThrow('the disk broke');
    await expectUntouched(boris);
  } finally {
    await node.database.query('drop function fail cascade');
  }
});

test('whoever writes what refers to the person’s rooms is not waited for', async () => {
  const roomId = await addRoom(node.database, `room of ${boris.username}`, { members: [boris] });
  const writer = new Client({ connectionString: node.database.url });
  await writer.connect();
  try {
    await writer.query('begin');
    await writer.query('select from rooms where id = $1 for key share', [roomId]);
    await changes.disable(anna, boris.id, {});
    await writer.query('commit');
  } finally {
    await writer.end();
  }
  expect(await actions(boris)).toEqual(['account_disabled']);
});
