import { StartError } from '../../platform/errors/start-error.js';
import { saysFull } from '../../platform/postgres/disk-room.js';
import { moveAll } from '../../platform/storage/move.js';
import type { Storage } from '../../platform/storage/storage.js';
import { leftFree } from '../uploads/upload-limits.js';
import type { WantedRepository } from './wanted.repository.js';

interface Copying {
  scratch: string;
  progress: (files: number, bytes: number) => void;
}

/** Milliseconds. */
const lookEvery = 1_000;

const goesOn =
  'Nothing is lost: files are read from both places until everything is moved. Then run the same command again, and it goes on.';

/** Copies until there is nothing left to copy. */
export async function copyAll(
  from: Storage,
  to: Storage,
  wanted: WantedRepository,
  { scratch, progress }: Copying,
): Promise<void> {
  const stop = new AbortController();
  const watch = setInterval(() => void stopWhereFull(to, stop), lookEvery);
  try {
    for (let before = 0, copied = 1; copied > 0;) {
      const pass = await moveAll(from, to, {
        scratch,
        signal: stop.signal,
        progress: ({ objects, bytes }) => progress(objects, before + bytes),
      });
      // Whoever removed it may have come before the copy was there.
      for (const key of pass.gone) await wanted.unlessWanted(key, (signal) => to.remove([key], signal));
      before += pass.bytes;
      copied = pass.copied;
    }
  } finally {
    clearInterval(watch);
  }
}

/** A server whose disk is full is worse than a move that waits. */
async function stopWhereFull(to: Storage, stop: AbortController): Promise<void> {
  const free = await to.free().catch(() => null);
  if (free !== null && free < leftFree)
    stop.abort(new StartError(`The disk of the new place is nearly full: make room on it. ${goesOn}`));
}

/** A StartError that says what to do. */
export function brokenOff(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const { message, name } = error as Error;
  const reason = message || name;
  if (saysFull(reason)) return new StartError(`A disk is full (${reason}): make room on it. ${goesOn}`);
  return new StartError(`The move broke off (${reason}). ${goesOn}`, { cause: error });
}
