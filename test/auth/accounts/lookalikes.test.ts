/** Nobody registers a name that passes for somebody else's, or for that of the server. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { dataSourceOptions } from '../../../src/server/platform/postgres/data-source.js';
import { createTestDatabase } from '../../support/database.js';
import { startServices, type TestServices } from '../../support/services.js';

const password = 'correct horse battery';
const stranger = { address: '192.0.2.1' };

let node: TestServices;
let otherNode: TestServices;
beforeAll(async () => {
  node = await startServices();
  otherNode = await startServices(node.database);
});
afterAll(async () => {
  await otherNode.close();
  await node.close();
});

const register = (username: string, at = node) => at.get(Accounts).register({ username, password }, stranger);

describe('a name that looks like somebody’s', () => {
  test('is refused with the name for which it could be taken', async () => {
    await register('alice');
    for (const username of ['aIice', 'a1ice', 'AIice'])
      await expect(register(username)).rejects.toMatchObject({
        code: 'conflict',
        message: 'This name could be taken for {{name}}, who is here already. Choose another.',
        values: { name: 'alice' },
      });
    await expect(register('ALICE')).rejects.toMatchObject({
      message: 'This username is taken. Choose another.',
    });
    await expect(register('alicia')).resolves.toMatchObject({ username: 'alicia' });
  });

  test('goes to one of those who want it at the same moment, on whichever node', async () => {
    const wishes = ['coral', 'coraI', 'cora1', 'CoraI', 'c0ral', 'c0raI'].map((username, index) =>
      register(username, index % 2 ? node : otherNode),
    );
    const outcomes = await Promise.allSettled(wishes);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' });
  });
});

describe('names of offices', () => {
  test.each([
    'admin',
    'Admin',
    'adm1n',
    'admln',
    'AdmIn',
    'ad.min',
    'admin_',
    'Moderator',
    'СИСТЕМА',
    'rn0derator',
  ])('%s is not for newcomers', async (username) => {
    await expect(register(username)).rejects.toMatchObject({
      code: 'invalid',
      message: 'This name is kept for those who look after the server. Choose another.',
    });
  });

  test('are given by those who look after the server, and names near them to anybody', async () => {
    await expect(node.get(Accounts).register({ username: 'support', password })).resolves.toBeTruthy();
    for (const username of ['adam', 'админка', 'systema', 'rooty'])
      await expect(register(username)).resolves.toMatchObject({ username });
  });

  test('of everybody are nobody’s', async () => {
    for (const username of ['all', 'HERE', 'everyone', 'Все'])
      await expect(node.get(Accounts).register({ username, password })).rejects.toMatchObject({
        code: 'invalid',
      });
  });
});

test('people who look alike from before stay who they are, and their names are kept from newcomers', async () => {
  const database = await createTestDatabase();
  const old = await new DataSource(dataSourceOptions(database.url)).initialize();
  while (
    (await database.query(`select 1 from information_schema.columns where column_name = 'skeleton'`)).length
  )
    await old.undoLastMigration({ transaction: 'each' });
  await database.query(
    `insert into users (username, username_key, password_hash)
     select name, lower(name), '' from unnest('{marla,MarIa,admin}'::text[]) name`,
  );
  // More than are taken in one step.
  await database.query(
    `insert into users (username, username_key, password_hash) select 'many' || n, 'many' || n, '' from generate_series(1, 2500) n`,
  );
  await old.runMigrations({ transaction: 'each' });
  await old.destroy();
  const names = await database.query(
    `select username, skeleton from users where username !~ 'many' order by id`,
  );
  expect(names).toEqual([
    { username: 'marla', skeleton: 'rnarla' },
    { username: 'MarIa', skeleton: 'rnarla' },
    { username: 'admin', skeleton: 'adrnin' },
  ]);
  expect(await database.query(`select 1 from users where skeleton = ''`)).toEqual([]);
  const after = await startServices(database);
  await expect(register('rnarla', after)).rejects.toMatchObject({ code: 'conflict' });
  await after.close();
  await database.drop();
});
