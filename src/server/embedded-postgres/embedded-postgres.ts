/** PostgreSQL inside: started with the server, stopped with it, reached by a unix socket only (no port, no password). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { StartError } from '../platform/errors/start-error.js';
import { hasRoom, saysFull } from '../platform/postgres/disk-room.js';
import { complaint, createCluster, diskFull } from './cluster.js';
import { type PostgresHome, settlePostgres } from './home.js';
import { endOrphan } from './orphan.js';
import { postgresSettings } from './settings.js';
import { startWatchdog } from './watchdog.js';
import { takeServerLock } from './server-lock.js';

export interface EmbeddedPostgres {
  /** For `pg`: `postgresql://samovar@localhost/samovar?host=<socket folder>`. */
  url: string;
  /** Where it keeps its data. */
  folder: string;
  /** Which build it is, as in `18.4.0-beta.17-linux-x64`. */
  version: string;
  /** Ends PostgreSQL, within 5 s. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** An absolute path; the folder exists. */
  dataDir: string;
  log: (line: string) => void;
  /** More PostgreSQL settings, or other values than ours. */
  settings?: Record<string, string>;
}

/** Another process has this data directory; `url` reaches its PostgreSQL. */
export class DataDirectoryTaken extends StartError {
  constructor(
    dataDir: string,
    pid: string,
    readonly url: string,
  ) {
    super(
      `Another Samovar (process ${pid || 'unknown'}) works on ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
    );
  }
}

/** How long PostgreSQL may take to answer. Recovery after a crash reads its log back, at most max_wal_size of it. */
const startPatience = 60_000;

/** Milliseconds after which a PostgreSQL that says nothing is thought to have no room for what it says. */
const silence = 5_000;

export async function startEmbeddedPostgres({
  dataDir,
  log,
  settings,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = settlePostgres(dataDir, log);
  const lock = await takeServerLock(home.sockets.path);
  if ('heldBy' in lock)
    throw new DataDirectoryTaken(dataDir, lock.heldBy, urlOf(home.sockets.path, 'samovar'));
  try {
    await endOrphan(home.cluster);
    await createCluster(home);
    const stopPostgres = await run(home, { ...postgresSettings(home.sockets.path), ...settings });
    return {
      url: urlOf(home.sockets.path, 'samovar'),
      folder: home.cluster,
      version: home.version,
      async stop() {
        await stopPostgres();
        await lock.release();
        home.sockets.discard();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function run(home: PostgresHome, settings: Record<string, string>): Promise<() => Promise<void>> {
  const output = join(home.sockets.path, 'postgresql.log');
  const watchdog = startWatchdog(home, settings, output);
  try {
    await createDatabase(await connect(home, output));
  } catch (error) {
    await watchdog.stop();
    throw error;
  }
  return watchdog.stop;
}

/** Asks until it answers; gives up early when PostgreSQL has said why it does not start. */
async function connect({ cluster, sockets }: PostgresHome, output: string): Promise<Client> {
  const begun = performance.now();
  for (;;) {
    const client = new Client({ connectionString: urlOf(sockets.path, 'postgres') });
    try {
      await client.connect();
      return client;
    } catch (error) {
      const said = readFileSync(output, 'utf8');
      const isStarting =
        !/\b(FATAL|PANIC):(?!.*the database system is)/.test(said) && !/not found|cannot execute/i.test(said);
      const waited = performance.now() - begun;
      if (!isStarting || waited > startPatience) throw await whyNot(cluster, said, output, error);
      if (waited > silence && said === '' && !(await hasRoom(cluster)))
        throw diskFull(cluster, 'PostgreSQL cannot even say so');
      await sleep(15);
    }
  }
}

async function whyNot(cluster: string, said: string, output: string, cause: unknown): Promise<StartError> {
  const reason = complaint(said);
  if (saysFull(said) || (reason === '' && !(await hasRoom(cluster))))
    return diskFull(cluster, reason || 'PostgreSQL cannot even say so');
  return new StartError(`PostgreSQL does not start: ${reason || String(cause)} (see ${output}).`, { cause });
}

/** The server's own role is no superuser. */
async function createDatabase(client: Client): Promise<void> {
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'samovar'`);
    if (rowCount) return;
    await client.query(`drop role if exists samovar`);
    await client.query(`create role samovar login createdb`);
    await client.query(`create database samovar owner samovar`);
  } finally {
    await client.end();
  }
}

function urlOf(sockets: string, name: 'samovar' | 'postgres'): string {
  return `postgresql://${name}@localhost/${name}?host=${encodeURIComponent(sockets)}`;
}
