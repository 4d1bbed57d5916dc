/** Where the embedded PostgreSQL lives: its programs, its database, its sockets. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../config/project-root.js';
import { StartError } from '../platform/errors/start-error.js';
import { type Account, canReach, postgresAccount, replaceableAt } from './account.js';
import { findPostgresBinaries, type PostgresBinaries } from './binaries.js';
import { makeSocketFolder, type SocketFolder } from './sockets.js';

export interface PostgresHome {
  /** The folder that holds bin/, lib/ and share/. */
  programs: string;
  /** PostgreSQL's data directory. */
  cluster: string;
  sockets: SocketFolder;
  /** As whom PostgreSQL runs, where that is not us. */
  account: Account | undefined;
  /** Of PostgreSQL, beginning with its major version. */
  version: string;
}

/** The one place that every account of a Linux machine can pass through and only root can write to. */
const reachable = '/var/lib/samovar';

/** Left in DATA_DIR when the database lives elsewhere, so that the two stay together and a new DATA_DIR means a new database. */
const pointer = 'postgresql-is-at';

/** Finds, and where needed makes, the place for a DATA_DIR that exists. */
export function settlePostgres(dataDir: string, log: (line: string) => void): PostgresHome {
  const account = postgresAccount(join(dataDir, 'postgresql'));
  const binaries = findPostgresBinaries();
  const programs = account ? reachablePrograms(binaries, account, log) : binaries.folder;
  const base = account ? reachableBase(dataDir, account, log) : dataDir;
  if (account) warnOfReplacement(dataDir, account, log);
  const cluster = join(base, 'postgresql');
  return { programs, cluster, sockets: makeSocketFolder(base, account), account, version: binaries.version };
}

function reachablePrograms(
  { folder, version }: PostgresBinaries,
  account: Account,
  log: (line: string) => void,
): string {
  if (canReach(account, join(folder, 'bin', 'postgres'), join(folder, 'lib'), join(folder, 'share')))
    return folder;
  const copy = join(reachable, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  log(
    `The user ${account.name}, as whom PostgreSQL runs, cannot reach ${folder}: its programs are copied to ${copy}.`,
  );
  makeReachable();
  const unfinished = `${copy}.${randomBytes(4).toString('hex')}`;
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function reachableBase(dataDir: string, account: Account, log: (line: string) => void): string {
  const elsewhere = readPointer(dataDir);
  if (elsewhere) {
    log(`The database is at ${elsewhere}.`);
    return elsewhere;
  }
  letPass(dataDir, account);
  if (canReach(account, dataDir)) return dataDir;
  if (existsSync(join(dataDir, 'postgresql')))
    throw new StartError(
      `The user ${account.name}, as whom PostgreSQL runs, can no longer reach its database in ${dataDir}: make that folder and its parents passable again (chmod o+x).`,
    );
  const name = `${basename(projectRoot)}-${randomBytes(4).toString('hex')}`;
  const base = join(reachable, name);
  makeReachable();
  mkdirSync(base, { mode: 0o711 });
  writeFileSync(join(dataDir, pointer), `${base}\n`, { flag: 'wx', mode: 0o600 });
  log(
    `The user ${account.name}, as whom PostgreSQL runs, cannot reach ${dataDir}: the database is at ${base}.`,
  );
  return base;
}

function readPointer(dataDir: string): string | undefined {
  const file = join(dataDir, pointer);
  if (!existsSync(file)) return undefined;
  const base = readFileSync(file, 'utf8').trim();
  if (existsSync(base)) return base;
  throw new StartError(
    `${file} says that the database is at ${base}, but that folder is gone: restore it, or remove ${dataDir} to start anew.`,
  );
}

/** What may lie in a data folder before its database does. */
const early = ['session-secret', 'vapid-private-key', 'lost+found'];

/**
 * A new data folder of root's lets PostgreSQL's account pass, and nobody else. It stays root's: whoever owns a folder can
 * replace what lies in it, the secret that signs cookies too. Earlier versions gave the folder away; it is taken back.
 */
function letPass(dataDir: string, account: Account): void {
  const { uid } = statSync(dataDir);
  const isNew = readdirSync(dataDir).every((name) => early.includes(name));
  if (uid !== account.uid && !(isNew && uid === 0)) return;
  chownSync(dataDir, 0, account.gid);
  chmodSync(dataDir, 0o710);
}

function warnOfReplacement(dataDir: string, account: Account, log: (line: string) => void): void {
  const folder = replaceableAt(account, dataDir);
  if (folder !== undefined)
    log(
      `WARNING: the user ${account.name}, as whom PostgreSQL runs, may write in ${folder} and so replace ${dataDir}, secrets included: set DATA_DIR to a folder elsewhere.`,
    );
}

function makeReachable(): void {
  try {
    mkdirSync(reachable, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new StartError(
      `${reachable} cannot be made: set DATA_DIR to a folder that every user can reach, or set DATABASE_URL.`,
      {
        cause: error,
      },
    );
  }
}
