/** All objects of one storage into another one, while people read and write. */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eachOf } from '../work/each-of.js';
import { tryToLink, withFile, writeOn } from './durable-files.js';
import type { Storage, StoredObject } from './storage.js';

export interface MoveProgress {
  /** Looked at so far. */
  objects: number;
  /** Of these, what was not there yet. */
  copied: number;
  bytes: number;
  /**
   * Keys of what was removed where it came from while it was copied. Whether it is still wanted (the same content may have come
   * again) the caller knows, and removes it if not.
   */
  gone: string[];
}

interface Move {
  /** A folder of the caller's, for what is on its way: best on the same disk as a folder that is moved from. */
  scratch: string;
  progress?: (soFar: MoveProgress) => void;
  signal?: AbortSignal;
}

const atOnce = 4;

/**
 * Copies what is not there with its size, so that it can be broken off and begun again. Removes nothing.
 */
export async function moveAll(
  from: Storage,
  to: Storage,
  { scratch, progress, signal }: Move,
): Promise<MoveProgress> {
  const soFar: MoveProgress = { objects: 0, copied: 0, bytes: 0, gone: [] };
  const look = async (object: StoredObject) => {
    const copied = await copyUnlessThere(object, from, to, scratch);
    if (copied && !(await from.has(object.key))) soFar.gone.push(object.key);
    soFar.objects++;
    if (copied) {
      soFar.copied++;
      soFar.bytes += object.size;
    }
    progress?.({ ...soFar });
  };
  await eachOf(from.list(), atOnce, look, signal);
  return soFar;
}

/** False where there was nothing to do. */
async function copyUnlessThere(
  { key, size }: StoredObject,
  from: Storage,
  to: Storage,
  scratch: string,
): Promise<boolean> {
  if ((await to.sizeOf(key)) === size) return false;
  const path = join(scratch, randomUUID());
  try {
    if (!(await fetchTo(path, key, from))) return false;
    await to.keep(key, path, 'application/octet-stream');
    return true;
  } finally {
    await rm(path, { force: true });
  }
}

/** False where it was removed meanwhile. */
async function fetchTo(path: string, key: string, from: Storage): Promise<boolean> {
  // A link costs no room, and what is moved away is only that.
  if (from.pathOf && (await tryToLink(from.pathOf(key), path))) return true;
  return withFile(path, 'wx', async (file) => {
    const read = await from.read(key);
    if (read) await writeOn(file, read.stream);
    return read !== null;
  });
}
