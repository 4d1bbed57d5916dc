import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/server/platform/postgres/data-source.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { schemaOf } from '../../support/schema.js';

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

  const schema = () => schemaOf(database);

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
