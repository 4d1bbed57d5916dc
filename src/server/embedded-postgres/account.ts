/** PostgreSQL refuses to run as root; started by root it runs as another account of this machine. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { StartError } from '../platform/errors/start-error.js';

export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The account PostgreSQL runs as, or undefined where that is simply our own. A cluster that is there keeps its owner. */
export function postgresAccount(cluster: string): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  if (owner?.uid) return { name: String(owner.uid), uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', '_postgres', 'nobody']) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid && gid) return { name, uid, gid };
  }
  throw new StartError(
    'PostgreSQL does not run as root, and there is no user postgres or nobody: start Samovar as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether the account can open all of these files and enter all of these folders, their parents included. */
export function canReach(account: Account, ...paths: string[]): boolean {
  const script = 'for path; do test -x "$path" || exit 1; done';
  const { status, error } = spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], {
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
