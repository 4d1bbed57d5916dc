import { statfs } from 'node:fs/promises';

/**
 * Bytes. PostgreSQL writes its log in segments of 16 MB and ends at once when it cannot make the next; three of them are the
 * least with which a checkpoint still gets the chance to free some.
 */
const leastRoom = 50_000_000;

/**
 * Whether the disk of a folder has room for what PostgreSQL writes next; one that does not count its blocks, as some file
 * systems over the network, is taken to have. Throws when it cannot be asked.
 */
export async function hasRoom(folder: string, least = leastRoom): Promise<boolean> {
  const { blocks, bsize, bavail } = await statfs(folder);
  return blocks === 0 || bsize * bavail >= least;
}

/** What PostgreSQL and Node.js say when a disk, or what one may have of it, is full. */
export const saysFull = (text: string): boolean =>
  /No space left on device|File too large|Disk quota exceeded|\b(ENOSPC|EFBIG|EDQUOT)\b/i.test(text);
