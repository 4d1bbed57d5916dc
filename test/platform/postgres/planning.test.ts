/** How the server's connections plan, and that an address may still set options of its own. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../../src/server/platform/postgres/data-source.js';
import { DedicatedConnection } from '../../../src/server/platform/postgres/dedicated-connection.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const asked = `select current_setting('plan_cache_mode') as mode, current_setting('enable_seqscan') as scans,
  current_setting('work_mem') as memory, current_setting('search_path') as path`;

interface Settings {
  mode: string;
  scans: string;
  memory: string;
  path: string;
}

async function settingsOf(url: string): Promise<{ pool: Settings; dedicated: Settings }> {
  const dataSource = await new DataSource(dataSourceOptions(url)).initialize();
  const connection = new DedicatedConnection(url, 'planning');
  try {
    const [[pool], [dedicated]] = await Promise.all([
      dataSource.query<Settings[]>(asked),
      connection.query<Settings & Record<string, unknown>>({ text: asked }),
    ]);
    return { pool: pool!, dedicated: dedicated! };
  } finally {
    await Promise.all([dataSource.destroy(), connection.close()]);
  }
}

test('every connection plans once for all values and by index, the pool’s and those that a writer keeps', async () => {
  const { pool, dedicated } = await settingsOf(database.url);
  for (const settings of [pool, dedicated])
    expect(settings).toMatchObject({ mode: 'force_generic_plan', scans: 'off' });
});

test('what the address sets by options of its own holds, and wins', async () => {
  const url = new URL(database.url);
  url.searchParams.set('options', '-c work_mem=7MB -c search_path=public,pg_temp -c enable_seqscan=on');
  const { pool, dedicated } = await settingsOf(url.href);
  for (const settings of [pool, dedicated])
    expect(settings).toEqual({
      mode: 'force_generic_plan',
      scans: 'on',
      memory: '7MB',
      path: 'public,pg_temp',
    });
});
