import type { Storage } from '../../platform/storage/storage.js';
import type { WantedRepository } from './wanted.repository.js';

/** Objects removed at once. */
const atOnce = 8;

/**
 * Removes all that is at the source, and what is left of uploads there: but no object that is not at the target and that somebody
 * has. How many of those there are; `progress` is told how many went.
 */
export async function empty(
  source: Storage,
  target: Storage,
  wanted: WantedRepository,
  progress: (removed: number) => void,
): Promise<number> {
  const [counts, objects] = [{ removed: 0, left: 0 }, source.list()[Symbol.asyncIterator]()];
  const remove = async (key: string) => {
    const take = (signal?: AbortSignal) => source.remove([key], signal);
    if (await target.has(key)) await take();
    else if (!(await wanted.unlessWanted(key, take))) return void counts.left++;
    progress(++counts.removed);
  };
  const work = async () => {
    for (let next = await objects.next(); !next.done; next = await objects.next())
      await remove(next.value.key);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  if (counts.left > 0) return counts.left;
  for await (const { id } of source.listUploads()) await source.removeUpload(id);
  await source.sweep();
  return 0;
}
