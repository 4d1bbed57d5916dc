import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccountChanges } from '../../src/server/auth/accounts/account-changes.service.js';
import { commandLine } from '../../src/server/audit/audit-log.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';

let fresh: TestServices;
let otherNode: TestServices;
beforeAll(async () => {
  fresh = await startServices();
  otherNode = await startServices(fresh.database);
});
afterAll(async () => {
  await otherNode.close();
  await fresh.close();
});

const administrators = () =>
  fresh.database.query(`select id from users where role = 'admin' and deactivated_at is null`);

test('the last administrator stays one, whoever asks; a disabled one does not count beside them', async () => {
  const here = fresh.get(AccountChanges);
  const last = await addUser(fresh.database, 'last', 'admin');
  const asleep = await addUser(fresh.database, 'asleep', 'admin');
  await here.disable(last, asleep.id);
  for (const actor of [last, commandLine])
    await expect(here.setRole(actor, last.id, 'member')).rejects.toMatchObject({ code: 'conflict' });
  await expect(here.disable(commandLine, last.id)).rejects.toMatchObject({ code: 'conflict' });
  await here.setRole(last, asleep.id, 'member');
  expect(await administrators()).toHaveLength(1);
  await fresh.database.query("update users set role = 'member'");
});

test.each(['demote', 'disable'])('two administrators who %s each other at once leave one', async (deed) => {
  for (let round = 0; round < 10; round++) {
    const one = await addUser(fresh.database, `one.${deed}${round}`, 'admin');
    const two = await addUser(fresh.database, `two.${deed}${round}`, 'admin');
    const act = (node: TestServices, actor: SignedInUser, other: SignedInUser) =>
      deed === 'demote'
        ? node.get(AccountChanges).setRole(actor, other.id, 'member')
        : node.get(AccountChanges).disable(actor, other.id);
    const outcomes = await Promise.allSettled([act(fresh, one, two), act(otherNode, two, one)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await administrators()).toHaveLength(1);
    await fresh.database.query("update users set role = 'member'");
  }
});
