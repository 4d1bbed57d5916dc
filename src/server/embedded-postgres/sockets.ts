/** Where the embedded PostgreSQL is reached: a folder that only its account may enter. */
import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../platform/errors/start-error.js';
import type { Account } from './account.js';

export interface SocketFolder {
  path: string;
  /** Removes it where it lies outside the data folder. */
  discard(): void;
}

/** A socket's path must be shorter than 104 bytes on macOS, 108 on Linux; a deep data folder gets a short one elsewhere. */
export function makeSocketFolder(base: string, account: Account | undefined): SocketFolder {
  const near = join(base, 'run');
  if (Buffer.byteLength(join(near, '.s.PGSQL.5432')) < 104)
    return { path: make(near, account), discard: () => undefined };
  const name = `samovar-${createHash('sha256').update(base).digest('hex').slice(0, 16)}`;
  const path = make(join(shortTemporaryFolder(), name), account);
  return { path, discard: () => rmSync(path, { recursive: true, force: true }) };
}

function make(folder: string, account: Account | undefined): string {
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
  }
  // Anybody could have made a folder of this name in the temporary folder before us, to read what passes through it.
  const { uid, mode } = lstatSync(folder);
  if (uid === (account?.uid ?? process.getuid?.()) && (mode & 0o077) === 0) return folder;
  throw new StartError(
    `The folder ${folder} belongs to somebody else or is open to others: remove it and start again.`,
  );
}

function shortTemporaryFolder(): string {
  return Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
}
