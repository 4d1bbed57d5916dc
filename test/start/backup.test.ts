import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { runToEnd, startServer, temporaryFolder } from '../support/server-process.js';

test('a data folder packed and unpacked as the README says is the same server again', async () => {
  const [here, there] = [temporaryFolder(), temporaryFolder()];
  const archive = join(here, 'samovar-backup.tgz');
  const dataDir = join(here, 'data');
  // Otherwise root's PostgreSQL could not reach it and would live elsewhere.
  openToAll(here, there);
  const user = (folder: string, ...args: string[]) =>
    runToEnd(['bin/run.mjs', 'user', ...args], { DATA_DIR: join(folder, 'data') }, 'correct horse battery\n');

  const server = await startServer({ DATA_DIR: dataDir });
  const setupUrl = new URL(server.setupUrl!).search;
  await user(here, 'add', 'Alice');
  await server.stop();
  expect(spawnSync('tar', ['-C', here, '-czpf', archive, 'data']).status).toBe(0);
  expect(spawnSync('tar', ['-C', there, '-xzpf', archive]).status).toBe(0);

  const restored = await startServer({ DATA_DIR: join(there, 'data') });
  expect((await user(there, 'list')).stdout).toContain('Alice');
  // The secret came along: who was signed in still is.
  expect(new URL(restored.setupUrl!).search).toBe(setupUrl);
  await restored.stop();
});

function openToAll(...folders: string[]): void {
  for (const folder of folders) chmodSync(folder, 0o755);
}
