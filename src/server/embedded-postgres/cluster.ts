/** The data directory of the embedded PostgreSQL. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from '../platform/errors/start-error.js';
import { saysFull } from '../platform/postgres/disk-room.js';
import type { PostgresHome } from './home.js';

/** Makes the cluster unless it is there: beside its place and then moved, so that a half-made one is never taken for whole. */
export async function createCluster(home: PostgresHome): Promise<void> {
  const { cluster, account, version } = home;
  if (existsSync(cluster)) return requireSameMajor(cluster, version);
  removeUnfinished(cluster);
  const unfinished = `${cluster}.unfinished-${randomBytes(4).toString('hex')}`;
  mkdirSync(unfinished, { mode: 0o700 });
  if (account) chownSync(unfinished, account.uid, account.gid);
  await initialise(home, unfinished);
  renameSync(unfinished, cluster);
}

/** What a start that was ended early left; the last files of an initdb that outlived it may have to wait for the next start. */
function removeUnfinished(cluster: string): void {
  const folder = dirname(cluster);
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('postgresql.unfinished-'))) {
    try {
      rmSync(join(folder, name), { recursive: true });
    } catch {
      continue;
    }
  }
}

/** Locale: PostgreSQL's own C.UTF-8, the same on every system; plain C knows neither case nor stemming of Cyrillic. */
function initialise({ account, programs }: PostgresHome, folder: string): Promise<void> {
  const initdb = spawn(
    join(programs, 'bin', 'initdb'),
    [
      `--pgdata=${folder}`,
      '--username=postgres',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--auth-local=trust',
      '--auth-host=reject',
      '--no-instructions',
    ],
    { cwd: '/', env: { LC_ALL: 'C' }, ...(account && { uid: account.uid, gid: account.gid }) },
  );
  let output = '';
  initdb.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  initdb.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(
        saysFull(reason)
          ? diskFull(folder, reason)
          : new StartError(`PostgreSQL could not make its database in ${folder}: ${reason}`, {
              cause: output,
            }),
      );
    initdb.once('error', (error) => fail(error.message));
    initdb.once('close', (code, signal) =>
      code === 0 ? resolve() : fail(signal === 'SIGXFSZ' ? 'File too large' : complaint(output)),
    );
  });
}

/** What PostgreSQL's output says is wrong, without its time stamp; its last line when none says so. */
export function complaint(output: string): string {
  const lines = output.trim().split('\n');
  const line = lines.findLast((text) => /\b(FATAL|PANIC|error):/.test(text)) ?? lines.at(-1) ?? '';
  return line.replace(/^.*?\b(FATAL|PANIC|error):\s*/, '');
}

export const diskFull = (folder: string, reason: string) =>
  new StartError(
    `The disk of ${folder} is full (${reason}): make room on it, 100 MB at least, and start again.`,
  );

function requireSameMajor(cluster: string, version: string): void {
  const made = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const present = version.split('.')[0];
  if (made === present) return;
  throw new StartError(
    `The database in ${cluster} was made by PostgreSQL ${made}, and this Samovar brings ${present}: use the Samovar that made it, or move the data with pg_dump.`,
  );
}
