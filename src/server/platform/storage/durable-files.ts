/** Files that are there after a power cut once somebody was told that they are. */
import { type FileHandle, link, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Turns } from '../work/turns.js';

/** Nobody else on the machine reads what people send each other. */
export const privateFile = 0o600;
export const privateFolder = 0o700;

export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** What `work` gives, or null where a file or a folder on the way is not there. */
export async function ifThere<Result>(work: Promise<Result>): Promise<Result | null> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

export async function withFile<Result>(
  path: string,
  flags: string,
  work: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path, flags, privateFile);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

/** Names in a folder are as easily lost as bytes of a file. */
export const syncFolder = (folder: string): Promise<void> => withFile(folder, 'r', (handle) => handle.sync());

/** From the folder of a path up to `root`. */
export async function syncFolders(path: string, root: string): Promise<void> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    await syncFolder(folder);
    if (folder === root || folder === dirname(folder)) return;
  }
}

/** The file itself, not yet its name. */
export async function makeLasting(path: string): Promise<void> {
  await withFile(path, 'r+', async (file) => {
    await file.chmod(privateFile);
    await flushInTurn(() => file.sync());
  });
}

/** Bytes that are made lasting together: many at once keep what else waits for the disk, a commit of a message, waiting. */
export const lastingEvery = 4_000_000;

const flushes = new Turns();

/** What waits for the disk, one after another: twenty who flush at once keep a commit waiting for all of them. */
export const flushInTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
  flushes.take('disk', work);

/** Writes all that comes behind what a file holds, and makes it lasting as it grows, but for the last of it. Resolves with its bytes. */
export async function writeOn(file: FileHandle, chunks: AsyncIterable<Buffer>): Promise<number> {
  let written = 0;
  let lasting = 0;
  for await (const chunk of chunks) {
    await file.writeFile(chunk);
    written += chunk.length;
    if (written - lasting < lastingEvery) continue;
    await flushInTurn(() => file.datasync());
    lasting = written;
  }
  return written;
}

/** From `start` up to, not including, `end`: each chunk is read where the one before it was, when the next is asked for. */
export async function* bytesOf(
  file: FileHandle,
  { start, end }: { start: number; end: number } = { start: 0, end: Infinity },
): AsyncGenerator<Buffer, void> {
  const buffer = Buffer.allocUnsafeSlow(256 * 1024);
  for (let place = start; place < end;) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - place), place);
    if (bytesRead === 0 && end === Infinity) return;
    if (bytesRead === 0) throw new Error('A piece of an upload is shorter than its name says.');
    yield buffer.subarray(0, bytesRead);
    place += bytesRead;
  }
}

/** All of it or nothing, whenever the machine stops. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const unfinished = `${path}.new`;
  await withFile(unfinished, 'w', async (file) => {
    await file.writeFile(content);
    await file.sync();
  });
  await rename(unfinished, path);
  await syncFolder(dirname(path));
}

const noLinks = ['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'ENOENT'];

/** Gives a file a second name. False where it is not there, where that is another file system, or one without links. */
export async function tryToLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (noLinks.includes(codeOf(error) ?? '')) return false;
    throw error;
  }
}
