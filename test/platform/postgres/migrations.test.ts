import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/server/platform/postgres/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

describe('Migrations', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource(dataSourceOptions(database.url)).initialize();
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  /** Tables, columns, constraints and indexes, as the database describes them. */
  const schema = async () => ({
    columns: await dataSource.query<unknown[]>(
      `select table_name, column_name, data_type, column_default, is_nullable from information_schema.columns
       where table_schema = 'public' and table_name <> 'migrations' order by 1, 2`,
    ),
    constraints: await dataSource.query<unknown[]>(
      `select conrelid::regclass::text as on, conname, pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'public'::regnamespace and conrelid <> 'migrations'::regclass order by 1, 2`,
    ),
    indexes: await dataSource.query<unknown[]>(
      `select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'migrations' order by 1`,
    ),
  });

  test('each goes down, to nothing in the end, and up again to the same schema', async () => {
    const before = await schema();
    expect(before.columns.length).toBeGreaterThan(40);
    const count = dataSource.migrations.length;
    for (let n = 0; n < count; n++) await dataSource.undoLastMigration({ transaction: 'each' });
    expect(await schema()).toEqual({ columns: [], constraints: [], indexes: [] });
    await dataSource.runMigrations({ transaction: 'each' });
    expect(await schema()).toEqual(before);
  });
});
