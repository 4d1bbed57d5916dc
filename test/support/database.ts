import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { Client, Pool, type QueryResultRow } from 'pg';
import { numberTypes } from '../../src/server/platform/postgres/number-types.js';
import { dataFolderOf } from './config.js';

export interface TestDatabase {
  url: string;
  query<Row extends QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Ends every connection to it. */
  drop(): Promise<void>;
}

/** An empty, migrated database that nobody else uses, on the run's PostgreSQL. Takes 0.3 s. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template template`);
  const url = runUrl().replace('/samovar?', `/${name}?`);
  const pool = new Pool({
    connectionString: url,
    max: 2,
    types: numberTypes,
    idleTimeoutMillis: 1_000,
    allowExitOnIdle: true,
  });
  pool.on('error', () => undefined);
  return {
    url,
    query: async (sql, values) => (await pool.query(sql, values)).rows as never,
    async drop() {
      await pool.end();
      await drop(name);
      await rm(dataFolderOf(url), { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's own autovacuum may be at work in it, which only a superuser may end; it is done in a moment. */
async function drop(name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await administer(`drop database ${name} with (force)`);
    } catch (error) {
      if ((error as { code?: string }).code !== '42501' || attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: runUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function runUrl(): string {
  const url = process.env.SAMOVAR_TEST_DATABASE;
  if (url) return url;
  throw new Error('Run the tests with "npm test": test/support/global-setup.ts starts their PostgreSQL.');
}
