import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Check, Column, DataSource, type DataSourceOptions, Entity, PrimaryColumn } from 'typeorm';
import { nextId } from '../../../migrations/1763650180000-CountNothingInIds.js';
import { dataSourceOptions } from '../../../src/server/platform/postgres/data-source.js';
import { createTestDatabase } from '../../support/database.js';
import { schemaOf } from '../../support/schema.js';
import { startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let entities: DataSourceOptions['entities'];
beforeAll(async () => {
  node = await startServices();
  entities = node.get(DataSource).entityMetadatas.map(({ target }) => target);
});
afterAll(() => node.close());

/** What the schema builder would still change about the migrated database. */
const changesFor = async (dataSource: DataSource) =>
  (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

/** The schema of a database that was made of these entities alone. */
async function schemaFrom(entities: DataSourceOptions['entities']) {
  const database = await createTestDatabase();
  try {
    await database.query(`drop schema public cascade; create schema public; ${nextId}`);
    const dataSource = await new DataSource({ ...dataSourceOptions(database.url), entities }).initialize();
    await dataSource.synchronize().finally(() => dataSource.destroy());
    return await schemaOf(database);
  } finally {
    await database.drop();
  }
}

test('every table has an entity, and nothing is left for the schema builder to do', async () => {
  const tables = await node.database.query(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`,
  );
  const described = node.get(DataSource).entityMetadatas.map(({ tableName }) => ({ name: tableName }));
  expect(tables.length).toBeGreaterThan(10);
  expect(described.sort((one, other) => one.name.localeCompare(other.name))).toEqual(tables);
  expect(await changesFor(node.get(DataSource))).toEqual([]);
});

/** The schema builder looks at the names of checks and indexes only; here their conditions are compared, too. */
test('entities alone make the tables, checks, keys and indexes that the migrations make', async () => {
  const made = await schemaOf(node.database);
  expect(made.constraints.length).toBeGreaterThan(30);
  expect(await schemaFrom(entities)).toEqual(made);
});

test('an entity that differs is noticed: by a column, and by the condition of a check', async () => {
  const options = { ...dataSourceOptions(node.database.url), entities: [nodeWith('lease_until > now()')] };
  const dataSource = await new DataSource(options).initialize();
  const changes = await changesFor(dataSource).finally(() => dataSource.destroy());
  expect(changes.join('\n')).toMatch(/"lease_until" DROP NOT NULL[^]*nodes_check/);
  const [one, other] = [
    await schemaFrom([nodeWith('lease_until > now()')]),
    await schemaFrom([nodeWith('lease_until is null')]),
  ];
  expect(one.columns).toEqual(other.columns);
  expect(one.constraints).not.toEqual(other.constraints);
});

/** The table of nodes, with a column that may be null and a check that the migrations do not make. */
function nodeWith(condition: string) {
  @Entity('nodes')
  @Check('nodes_check', condition)
  class Node {
    @PrimaryColumn('uuid', { primaryKeyConstraintName: 'nodes_pkey' })
    id: string;

    @Column('timestamptz', { name: 'lease_until', nullable: true })
    leaseUntil: Date;
  }
  return Node;
}
