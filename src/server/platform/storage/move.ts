/** All objects of one storage into another one, while people read and write. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { codeOf, privateFile } from './durable-files.js';
import type { Storage, StoredObject } from './storage.js';

export interface MoveProgress {
  /** Looked at so far. */
  objects: number;
  /** Of these, what was not there yet. */
  copied: number;
  bytes: number;
}

interface Move {
  /** A folder of the caller's, for what is on its way: best on the same disk as a folder that is moved from. */
  scratch: string;
  progress?: (soFar: MoveProgress) => void;
  signal?: AbortSignal;
}

const atOnce = 4;

/**
 * Copies what is not there with its size, so that it can be broken off and begun again. Removes nothing from where it comes from;
 * what is removed there meanwhile is not left at the other side.
 */
export async function moveAll(
  from: Storage,
  to: Storage,
  { scratch, progress, signal }: Move,
): Promise<MoveProgress> {
  const soFar = { objects: 0, copied: 0, bytes: 0 };
  const objects = from.list()[Symbol.asyncIterator]();
  let failed = false;
  const work = async () => {
    while (!failed) {
      signal?.throwIfAborted();
      const next = await objects.next();
      if (next.done) return;
      const bytes = await copyMissing(next.value, from, to, scratch);
      soFar.objects++;
      if (bytes !== null) soFar.copied++;
      soFar.bytes += bytes ?? 0;
      progress?.({ ...soFar });
    }
  };
  const stopOthers = (error: unknown) => {
    failed = true;
    throw error;
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, () => work().catch(stopOthers)));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure) throw failure.reason;
  return soFar;
}

/** How many bytes were copied; null where there was nothing to do. */
async function copyMissing(
  { key, size }: StoredObject,
  from: Storage,
  to: Storage,
  scratch: string,
): Promise<number | null> {
  if ((await to.sizeOf(key)) === size) return null;
  const path = join(scratch, randomUUID());
  try {
    if (!(await bring(key, from, path))) return null;
    await to.keep(key, path, 'application/octet-stream');
  } finally {
    await rm(path, { force: true });
  }
  if (await from.has(key)) return size;
  await to.remove([key]);
  return null;
}

/** False where it was removed meanwhile. */
async function bring(key: string, from: Storage, path: string): Promise<boolean> {
  if (from.pathOf && (await isLinked(from.pathOf(key), path))) return true;
  const read = await from.read(key);
  if (!read) return false;
  await pipeline(read.stream, createWriteStream(path, { flags: 'wx', mode: privateFile }));
  return true;
}

/** A link costs no room, and what is moved away is only that. */
async function isLinked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw error;
    return false;
  }
}
