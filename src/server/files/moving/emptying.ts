import type { Storage } from '../../platform/storage/storage.js';
import { eachOf } from '../../platform/work/each-of.js';
import type { WantedRepository } from './wanted.repository.js';

interface Emptying {
  /** Told how many went. */
  progress: (removed: number) => void;
  signal: AbortSignal;
  /** False where nothing can be removed, and only what must not be left is counted. */
  removes: boolean;
}

/** Objects removed at once. */
const atOnce = 8;

/**
 * Removes all that is at the source, and what is left of uploads there: but no object that is not at the target and that somebody
 * has. How many of those there are.
 */
export async function empty(
  source: Storage,
  target: Storage,
  wanted: WantedRepository,
  { progress, signal, removes }: Emptying,
): Promise<number> {
  const counts = { removed: 0, left: 0 };
  const remove = async (key: string) => {
    const take = (signal?: AbortSignal) => (removes ? source.remove([key], signal) : Promise.resolve());
    if (await target.has(key)) await take();
    else if (!(await wanted.unlessWanted(key, take))) return void counts.left++;
    if (removes) progress(++counts.removed);
  };
  await eachOf(source.list(), atOnce, ({ key }) => remove(key), signal);
  if (counts.left > 0 || !removes) return counts.left;
  for await (const { id } of source.listUploads()) await source.removeUpload(id);
  await source.sweep();
  return 0;
}

/** What a place is like that was about to be emptied, and why. */
export interface Hindrance {
  isGone: boolean;
  reason: string;
}

/** Null where there is none. */
export async function hindranceAt(source: Storage): Promise<Hindrance | null> {
  let isGone = true;
  try {
    await source.free();
    await source.list()[Symbol.asyncIterator]().next();
    isGone = false;
    // What is not there is not made anew for this.
    await source.check();
    return null;
  } catch (error) {
    const { code, name } = ((error as Error).cause ?? error) as { code?: string; name: string };
    return { isGone, reason: code ?? name };
  }
}
