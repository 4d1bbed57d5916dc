/**
 * What one test run shares, above all its PostgreSQL, in a process of its own: prints its address and stays until its
 * standard input closes, so that nothing is left behind however the run ended.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src/server/embedded-postgres/embedded-postgres.js';
import { migrate } from '../../src/server/platform/postgres/migrate.js';
import { findChromium } from './chromium.js';

const folder = await mkdtemp(join(tmpdir(), 'samovar-test-'));
const postgres = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  // Ordinary tests do not cut the power.
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
});
process.stdin.resume().on('close', () => void stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

const template = postgres.url.replace('/samovar?', '/template?');
const client = new Client({ connectionString: postgres.url });
await client.connect();
await client.query('create database template');
await client.end();
await migrate(template);
// Unpacked once, before the files of tests that share it; without one the tests that need it say so.
await findChromium().catch(() => undefined);
console.log(JSON.stringify({ url: postgres.url }));

async function stop(): Promise<void> {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
