import { describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  isAlive,
  postgresPid,
  runToEnd,
  startServer,
  temporaryFolder,
  until,
  usedFolder,
} from '../support/server-process.js';
import { processes } from '../support/processes.js';
import { eventually, promised } from '../support/socket.js';

const mode = (path: string) => statSync(path).mode & 0o777;
const addUser = (dataDir: string, name: string) =>
  runToEnd(['bin/run.mjs', 'user', 'add', name], { DATA_DIR: dataDir }, 'correct horse battery\n');
const listUsers = (dataDir: string) => runToEnd(['bin/run.mjs', 'user', 'list'], { DATA_DIR: dataDir });

describe('a server with its own PostgreSQL', () => {
  test('starts on nothing: makes its folder, its secret and its database, and serves', async () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o755);
    const dataDir = join(parent, 'data');
    const start = Date.now();
    const server = await startServer({ DATA_DIR: dataDir });
    const response = await fetch(`${server.url}/login`);
    const seconds = (Date.now() - start) / 1000;

    expect(response.status).toBe(200);
    expect(seconds * 1000).toBeLessThan(promised(5_000));
    expect(server.setupUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#[\w-]{22}$/);
    expect((await fetch(server.setupUrl!)).status).toBe(200);
    // Started by root, PostgreSQL's own account must pass.
    expect(mode(dataDir)).toBe(process.getuid?.() === 0 ? 0o710 : 0o700);
    expect(mode(join(dataDir, 'session-secret'))).toBe(0o600);
    expect(mode(join(dataDir, 'vapid-private-key'))).toBe(0o600);
    expect(mode(join(dataDir, 'postgresql'))).toBe(0o700);
    expect(readdirSync(dataDir).sort()).toEqual([
      'files',
      'postgresql',
      'run',
      'session-secret',
      'vapid-private-key',
    ]);
    expect((await server.stop()).stderr).toBe('Stopping…\n');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s ends it and its PostgreSQL, and a second start goes on',
    async (signal) => {
      const dataDir = await usedFolder();
      const server = await startServer({ DATA_DIR: dataDir });
      expect((await addUser(dataDir, 'Alice')).code).toBe(0);
      const postgres = postgresPid(dataDir);
      expect(isAlive(postgres)).toBe(true);

      const asked = Date.now();
      const { code } = await server.stop(signal);
      expect(code).toBe(0);
      expect(Date.now() - asked).toBeLessThan(promised(10_000));
      expect(isAlive(postgres)).toBe(false);
      expect(postgresPid(dataDir)).toBeUndefined();

      const next = await startServer({ DATA_DIR: dataDir });
      expect((await listUsers(dataDir)).stdout).toMatch(/^Alice {2}member {2}since/);
      await next.stop();
    },
  );

  test('killed, it leaves no PostgreSQL behind, and loses nothing', async () => {
    const dataDir = await usedFolder();
    const server = await startServer({ DATA_DIR: dataDir });
    await addUser(dataDir, 'Alice');
    const postgres = postgresPid(dataDir);
    server.kill('SIGKILL');
    await server.ended;
    // At once: its PostgreSQL may still be stopping.
    const next = await startServer({ DATA_DIR: dataDir });
    expect(postgresPid(dataDir)).not.toBe(postgres);
    expect(isAlive(postgres)).toBe(false);
    expect((await listUsers(dataDir)).stdout).toContain('Alice');

    const second = postgresPid(dataDir);
    next.kill('SIGKILL');
    await until(() => !isAlive(second), 'PostgreSQL has ended without its server');
  });

  test('killed together with the watchdog, its orphaned PostgreSQL is replaced at the next start', async () => {
    const dataDir = await usedFolder();
    const server = await startServer({ DATA_DIR: dataDir });
    await addUser(dataDir, 'Alice');
    const orphan = postgresPid(dataDir)!;
    for (const pid of watchdogsOf(dataDir)) process.kill(pid, 'SIGKILL');
    server.kill('SIGKILL');
    await server.ended;
    expect(isAlive(orphan)).toBe(true);

    const next = await startServer({ DATA_DIR: dataDir });
    expect(isAlive(orphan)).toBe(false);
    expect((await listUsers(dataDir)).stdout).toContain('Alice');
    await next.stop();
  });

  test('starts although the pid of its last PostgreSQL is somebody else now', async () => {
    const dataDir = await usedFolder();
    const cluster = join(dataDir, 'postgresql');
    const { uid, gid } = statSync(cluster);
    // PostgreSQL takes a living process of its own account for itself.
    const stranger = spawn('sleep', ['60'], { uid, gid });
    writeFileSync(join(cluster, 'postmaster.pid'), `${stranger.pid}\n${cluster}\n`);
    chownSync(join(cluster, 'postmaster.pid'), uid, gid);
    try {
      const next = await startServer({ DATA_DIR: dataDir });
      expect(isAlive(stranger.pid)).toBe(true);
      await next.stop();
    } finally {
      stranger.kill();
    }
  });

  test('brings a killed PostgreSQL back by itself', async () => {
    const dataDir = await usedFolder();
    const server = await startServer({ DATA_DIR: dataDir });
    await addUser(dataDir, 'Alice');
    const killed = postgresPid(dataDir)!;
    process.kill(killed, 'SIGKILL');
    await until(() => postgresPid(dataDir) !== killed && isAlive(postgresPid(dataDir)), 'PostgreSQL is back');
    await eventually(
      async () => (await fetch(`${server.url}/health/ready`)).status === 200,
      'It was never ready again.',
    );
    expect((await listUsers(dataDir)).stdout).toContain('Alice');
    expect((await server.stop()).code).toBe(0);
  });

  test('takes no second server on the same folder', async () => {
    const dataDir = await usedFolder();
    const server = await startServer({ DATA_DIR: dataDir });
    const second = await runToEnd(['dist/bundle/main.js'], { DATA_DIR: dataDir });
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: `Another Samovar (process ${server.pid}) works on ${dataDir}: stop it first, or set DATA_DIR to another folder.\n`,
    });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await server.stop();
  });

  test('of several that start at the same moment one works and the others say so', async () => {
    const dataDir = temporaryFolder();
    const attempts = await Promise.allSettled([1, 2, 3].map(() => startServer({ DATA_DIR: dataDir })));
    const started = attempts.filter((attempt) => attempt.status === 'fulfilled');
    const refused = attempts.filter((attempt) => attempt.status === 'rejected');
    expect(started).toHaveLength(1);
    for (const { reason } of refused) expect(String(reason)).toContain('Another Samovar');
    await started[0]!.value.stop();
  });

  test('npm start is stopped by a signal to npm', async () => {
    const dataDir = await usedFolder();
    const server = await startServer({ DATA_DIR: dataDir }, { command: ['npm', 'start'] });
    const { code, stderr } = await server.stop();
    // npm may have warnings of its own to say first.
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^Stopping…\n$/m) });
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow('fetch failed');
    expect(postgresPid(dataDir)).toBeUndefined();
  });

  test.each([200, 700, 1_200])(
    'stopped %d ms after its start, it leaves nothing running',
    async (milliseconds) => {
      const dataDir = temporaryFolder();
      const { code, stderr } = await runToEnd(
        ['dist/bundle/main.js'],
        { DATA_DIR: dataDir },
        '',
        milliseconds,
      );
      // Before it listens to signals it just ends.
      expect([0, null]).toContain(code);
      expect(stderr).toMatch(/^(Stopping…\n)?$/);
      await until(() => postgresPid(dataDir) === undefined, 'no PostgreSQL is left');
      await (await startServer({ DATA_DIR: dataDir })).stop();
    },
  );

  test('an error that nothing handles ends it with code 1, PostgreSQL stopped and the error told', async () => {
    const dataDir = await usedFolder();
    const bug = `process.on('SIGUSR2',()=>{Promise.reject(new Error('boom'))})`;
    const server = await startServer({
      DATA_DIR: dataDir,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}`,
    });
    const { code, stderr } = await server.stop('SIGUSR2');
    expect(code).toBe(1);
    expect(stderr).toContain('Stopping because of an error that nothing handled: Error: boom');
    expect(postgresPid(dataDir)).toBeUndefined();
  });

  test('is reached through a socket that only its own account can open', async () => {
    const dataDir = await usedFolder();
    const server = await startServer({ DATA_DIR: dataDir });
    expect(mode(join(dataDir, 'run'))).toBe(0o700);
    const client = new Client({ host: join(dataDir, 'run'), user: 'samovar', database: 'samovar' });
    await client.connect();
    const { rows } = await client.query<Record<string, string>>(
      `select current_setting('listen_addresses') as listening, current_setting('fsync') as fsync,
              current_setting('synchronous_commit') as synchronous, lower('ЖУК') as lower,
              to_tsvector('russian', 'Ёжики')::text as stem`,
    );
    await client.end();
    expect(rows[0]).toEqual({
      listening: '',
      fsync: 'on',
      synchronous: 'on',
      lower: 'жук',
      stem: `'ежик':1`,
    });
    await server.stop();
  });

  test('works in a folder whose path is too long for a socket', async () => {
    const parent = temporaryFolder();
    chmodSync(parent, 0o755);
    const dataDir = join(parent, 'a-long-name-'.repeat(10));
    const server = await startServer({ DATA_DIR: dataDir });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    await server.stop();
  });
});

/** The watchdog and its keeper: the shells that carry the folder in their command line. */
function watchdogsOf(dataDir: string): number[] {
  return processes()
    .filter(({ command }) => command.includes('samovar-watchdog') && command.includes(dataDir))
    .map(({ pid }) => pid);
}
