import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { numberTypes } from './number-types.js';

/** Key of the advisory lock under which nodes that start together migrate one after the other. Any fixed number. */
const migrationLock = 7_362_518;

/** Brings the schema up to date. Safe when several nodes start at once. */
export async function migrate(databaseUrl: string): Promise<void> {
  const dataSource = await new DataSource({
    ...dataSourceOptions(databaseUrl),
    // Building an index on a large table takes its time.
    extra: {
      connectionString: databaseUrl,
      application_name: 'samovar-migrations',
      connectionTimeoutMillis: 3_000,
      types: numberTypes,
    },
  }).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [migrationLock]);
    await dataSource.runMigrations();
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}
