/** Where files shall go: whether that works, and is another place than where they are. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../../platform/errors/start-error.js';
import { openStorage } from '../../platform/storage/open-storage.js';
import type { Storage } from '../../platform/storage/storage.js';
import { addressOf } from './addresses.js';

/** The address that was typed, or that of the folder in DATA_DIR for the word `data`. */
export function requireAddress(typed: string, dataFolder: string): string {
  const address = typed === 'data' ? addressOf(undefined, dataFolder) : typed;
  try {
    openStorage(address || '-', dataFolder);
  } catch (error) {
    throw ofNewPlace(error);
  }
  return address;
}

/** Puts an object there of which the key is answered. Null where that is at the old place, too, which then is the same. */
export async function newProbe(source: Storage, target: Storage, scratch: string): Promise<string | null> {
  await target.check().catch((error: unknown) => {
    throw ofNewPlace(error);
  });
  const key = `${randomBytes(32).toString('hex')}/probe`;
  const path = join(scratch, 'probe');
  await writeFile(path, 'Samovar', { mode: 0o600 });
  await target.keep(key, path, 'text/plain');
  if (!(await source.has(key))) return key;
  await target.remove([key]);
  return null;
}

/** Sentences about FILES_URL, said of what was typed in its place. */
export function ofNewPlace(error: unknown): unknown {
  if (!(error instanceof StartError)) return error;
  const sentence = error.message
    .replace('leave it out for a folder in DATA_DIR', 'write data for the folder in DATA_DIR')
    .replaceAll('FILES_URL', 'the new address');
  return new StartError(sentence[0]!.toUpperCase() + sentence.slice(1), { cause: error });
}
