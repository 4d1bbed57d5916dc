import { mkdir } from 'node:fs/promises';
import { StartError } from '../../platform/errors/start-error.js';
import { saysFull } from '../../platform/postgres/disk-room.js';
import { moveAll } from '../../platform/storage/move.js';
import type { Storage } from '../../platform/storage/storage.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { leftFree } from '../uploads/upload-limits.js';
import type { MoveStage } from './storage-move.entity.js';
import type { WantedRepository } from './wanted.repository.js';

interface Copying {
  scratch: string;
  progress: (objects: number, bytes: number) => void;
  /** Asked now and then: rejects with the StartError that everything has to stop for. */
  mayGoOn: () => Promise<void>;
  signal: AbortSignal;
}

/** Milliseconds. */
const lookEvery = 1_000;

const goesOn =
  'Nothing is lost: files are read from both places until everything is moved. Then run the same command again, and it goes on.';

const goesOnEmptying =
  'Nothing is lost: everything is at the new place. Run the same command again, and it goes on with emptying the old one.';

/** Copies until there is nothing left to copy. */
export async function copyAll(
  from: Storage,
  to: Storage,
  wanted: WantedRepository,
  { scratch, progress, mayGoOn, signal }: Copying,
): Promise<void> {
  const stop = new AbortController();
  const look = async () => {
    await requireRoom(to);
    await mayGoOn();
  };
  // A look that the database could not answer is no reason.
  const stopLooking = pollUnlessBusy(
    lookEvery,
    look,
    (error) => error instanceof StartError && stop.abort(error),
  );
  try {
    for (let before = 0, copied = 1; copied > 0;) {
      // A server that starts tidies up what lies there since long ago, and so does the doctor.
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      const pass = await moveAll(from, to, {
        scratch,
        signal: AbortSignal.any([signal, stop.signal]),
        progress: ({ objects, bytes }) => progress(objects, before + bytes),
      });
      // Whoever removed it may have come before the copy was there.
      for (const key of pass.gone) await wanted.unlessWanted(key, (signal) => to.remove([key], signal));
      before += pass.bytes;
      copied = pass.copied;
    }
  } finally {
    stopLooking();
  }
}

/** A server whose disk is full is worse than a move that waits. */
async function requireRoom(to: Storage): Promise<void> {
  const free = await to.free().catch(() => null);
  if (free !== null && free < leftFree)
    throw new StartError(`The disk of the new place is nearly full: make room on it. ${goesOn}`);
}

/** A StartError that says what to do. `reached`: undefined where no move had begun yet. */
export function brokenOff(error: unknown, reached: MoveStage | undefined): StartError {
  if (error instanceof StartError) return error;
  const { message, name } = error as Error;
  const reason = message || name;
  const next = nextAfter(reached);
  if (saysFull(reason)) return new StartError(`A disk is full (${reason}): make room on it. ${next}`);
  return new StartError(`The move broke off (${reason}). ${next}`, { cause: error });
}

function nextAfter(reached: MoveStage | undefined): string {
  if (reached === 'announced' || reached === 'copying') return goesOn;
  return reached === 'emptying' ? goesOnEmptying : 'Nothing was moved.';
}
