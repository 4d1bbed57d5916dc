import { expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { hasRoom } from '../../src/server/platform/postgres/disk-room.js';
import { isReady } from '../../src/server/platform/postgres/readiness.js';
import { startApp } from '../support/app.js';
import { processes } from '../support/processes.js';
import { postgresPid, startServer, temporaryFolder } from '../support/server-process.js';
import { eventually } from '../support/socket.js';

const ready = async (url: string) => {
  const answer = await fetch(`${url}/health/ready`);
  return { code: answer.status, ...((await answer.json()) as object) };
};

test('a frozen PostgreSQL makes the server unready within 2 s, not dead; thawed, it is ready again', async () => {
  const dataDir = temporaryFolder();
  const server = await startServer({ DATA_DIR: dataDir });
  const ask = async (path: string) => (await fetch(`${server.url}/health/${path}`)).status;
  expect(await ask('live')).toBe(200);
  expect(await ready(server.url)).toEqual({
    code: 200,
    status: 'ok',
    checks: { database: 'ok', migrations: 'ok', disk: 'ok' },
  });

  const frozen = familyOf(postgresPid(dataDir)!);
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  const asked = Date.now();
  expect(await ready(server.url)).toEqual({
    code: 503,
    status: 'unavailable',
    checks: { database: 'unavailable', migrations: 'unknown', disk: 'ok' },
  });
  expect(Date.now() - asked).toBeLessThan(4_000);
  expect(await ask('live')).toBe(200);

  for (const pid of frozen) process.kill(pid, 'SIGCONT');
  await eventually(async () => (await ask('ready')) === 200, 'it never became ready again');
  expect((await server.stop()).code).toBe(0);
});

test('a server whose migrations are gone from the database is not ready; those of a newer one do no harm', async () => {
  const app = await startApp();
  try {
    const checks = { database: 'ok', migrations: 'ok', disk: 'elsewhere' };
    await app.database.query(
      "insert into migrations (timestamp, name) values (9000000000000, 'FromTheFuture')",
    );
    expect(await ready(app.url)).toEqual({ code: 200, status: 'ok', checks });

    const [last] = await app.database.query<{ id: string; timestamp: string; name: string }>(
      "delete from migrations where name like 'CreateReactions%' returning *",
    );
    const pending = { code: 503, status: 'unavailable', checks: { ...checks, migrations: 'pending' } };
    expect(await ready(app.url)).toEqual(pending);

    const { timestamp, name } = last!;
    await app.database.query('insert into migrations (timestamp, name) values ($1, $2)', [timestamp, name]);
    expect((await ready(app.url)).code).toBe(200);

    await app.database.query('alter table migrations rename to elsewhere');
    expect(await ready(app.url)).toEqual(pending);
  } finally {
    await app.close();
  }
});

test('a disk on which PostgreSQL could not go on makes the server unready, and so does one that is gone', async () => {
  const folder = temporaryFolder();
  expect(await hasRoom(folder)).toBe(true);
  expect(await hasRoom(folder, Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(isReady({ database: 'ok', migrations: 'ok', disk: 'full' })).toBe(false);

  const app = await startApp();
  try {
    app.config.databaseFolder = folder;
    expect((await ready(app.url)).code).toBe(200);
    rmSync(folder, { recursive: true });
    expect(await ready(app.url)).toMatchObject({ code: 503, checks: { database: 'ok', disk: 'unknown' } });
  } finally {
    await app.close();
  }
});

/** The postmaster and its children, the server's own connections among them. */
function familyOf(postmaster: number): number[] {
  const children = processes().filter(({ parent }) => parent === postmaster);
  return [postmaster, ...children.map(({ pid }) => pid)];
}
