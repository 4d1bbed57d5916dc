/** PostgreSQL refuses to run as root; started by root it runs as another account of this machine. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../platform/errors/start-error.js';

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** One of our own is the best: the others may be somebody else's as well. */
const accounts = ['samovar', 'postgres', '_postgres', 'nobody'];

/** The account PostgreSQL runs as, or undefined where that is simply our own. A cluster that is there keeps its owner. */
export function postgresAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (owner?.uid) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid };
  for (const name of accounts) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid && gid) return { name, uid, gid };
  }
  throw new StartError(
    'PostgreSQL does not run as root, and there is no user samovar, postgres or nobody: start Samovar as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account can open all of these files and enter all of these folders, their parents included. */
export const canReach = (account: Account, ...paths: string[]): boolean =>
  paths.every((path) => may(account, '-x', path));

/** The folder above `path` in which the account may put something else in the place of what leads there, if there is one. */
export function replaceableAt(account: Account, path: string): string | undefined {
  for (
    let [inner, outer] = [path, dirname(path)];
    outer !== inner;
    [inner, outer] = [outer, dirname(outer)]
  ) {
    const { uid, mode } = statSync(outer);
    // In a sticky folder, such as /tmp, only what is one's own can be moved.
    const isSticky = (mode & 0o1000) !== 0 && uid !== account.uid && statSync(inner).uid !== account.uid;
    if (!isSticky && may(account, '-w', outer)) return outer;
  }
  return undefined;
}

function may(account: Account, what: '-x' | '-w', path: string): boolean {
  const { status, error } = spawnSync('/bin/sh', ['-c', `test ${what} "$1"`, 'sh', path], {
    uid: account.uid,
    gid: account.gid,
    cwd: '/',
  });
  if (!error) return status === 0;
  throw new StartError(
    `Samovar runs as root but may not start PostgreSQL as user ${account.name}: start it as an ordinary user, or set DATABASE_URL.`,
    { cause: error },
  );
}

function idOf(option: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}
