import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { postgresPid, startServer, temporaryFolder } from '../support/server-process.js';

test('a frozen PostgreSQL makes the server unready within 2 s, not dead; thawed, it is ready again', async () => {
  const dataDir = temporaryFolder();
  const server = await startServer({ DATA_DIR: dataDir });
  const ask = async (path: string) => (await fetch(`${server.url}/health/${path}`)).status;
  expect([await ask('live'), await ask('ready')]).toEqual([200, 200]);

  const frozen = familyOf(postgresPid(dataDir)!);
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  const asked = Date.now();
  expect(await ask('ready')).toBe(503);
  expect(Date.now() - asked).toBeLessThan(4_000);
  expect(await ask('live')).toBe(200);

  for (const pid of frozen) process.kill(pid, 'SIGCONT');
  let status = 0;
  for (let attempt = 0; attempt < 100 && status !== 200; attempt++) {
    status = await ask('ready');
    await sleep(100);
  }
  expect(status).toBe(200);
  expect((await server.stop()).code).toBe(0);
});

/** The postmaster and its children, the server's own connections among them. */
function familyOf(postmaster: number): number[] {
  const list = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).stdout.trim().split('\n');
  const pairs = list.map((line) => line.trim().split(/\s+/).map(Number));
  return [postmaster, ...pairs.filter(([, parent]) => parent === postmaster).map(([pid]) => pid!)];
}
