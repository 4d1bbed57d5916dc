import { DataSource } from 'typeorm';
import { dataSourceOptions } from './data-source.js';
import { numberTypes } from './number-types.js';
import { lockKeys } from './lock-keys.js';

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
    await lock.query('select pg_advisory_lock($1)', [lockKeys.migrations]);
    await dataSource.runMigrations();
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}
