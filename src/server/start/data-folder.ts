/** DATA_DIR: the folder of everything that a backup must hold. */
import { accessSync, constants, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { StartError } from '../platform/errors/start-error.js';

/** The absolute path of DATA_DIR, made (for its owner only) where it was not there. */
export function prepareDataFolder(setting: string): string {
  const folder = resolve(setting);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be written to (${reasonOf(error)}): give its user the right, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  return folder;
}

/** The secret of this data folder under a name, 256 bits in base64url; made at the first start, readable by the owner only. */
export function keptSecret(folder: string, name: 'session-secret' | 'vapid-private-key'): string {
  const file = join(folder, name);
  const found = readIfThere(file);
  if (found !== undefined) return found;
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    // Never half-written, and never replaced: of two nodes that start together one makes it and both read it.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartError(
      `The secret in ${file} cannot be read (${reasonOf(error)}): run Samovar as the user who owns it.`,
      {
        cause: error,
      },
    );
  }
}

const reasons: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'a file of this name is in the way',
  ENOTDIR: 'a file is in the way',
};

function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}
