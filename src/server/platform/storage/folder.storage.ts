/** Objects as files of a folder: `ab/cd/<hex>/<part>`, beside `uploads/` under way and `incoming/` for what is being copied. */
import { constants, type Stats } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { StartError } from '../errors/start-error.js';
import { codeOf, ifThere, makeLasting, privateFolder, syncFolder, syncFolders } from './durable-files.js';
import { FolderUploads } from './folder-uploads.js';
import { isKey, requireKey } from './keys.js';
import { nothing, within } from './ranges.js';
import type { ByteRange, ReadObject, Storage, StoredObject, StoredUpload } from './storage.js';

/** Milliseconds after which nobody is still copying what lies in `incoming/`: each write makes it young again. */
const forgottenAfter = 60 * 60 * 1000;

/** Bytes: each read is a turn of another thread. */
const readAtOnce = 256 * 1024;

/** A folder may go with its last object just before the next one is put there. */
const placeAttempts = 10;

export class FolderStorage implements Storage {
  readonly readsFrom = [];
  readonly uploads: FolderUploads;
  private readonly incoming: string;

  constructor(private readonly root: string) {
    this.uploads = new FolderUploads(join(root, 'uploads'));
    this.incoming = join(root, 'incoming');
  }

  async keep(key: string, path: string): Promise<void> {
    const target = this.pathOf(key);
    const [there, given] = await Promise.all([ifThere(stat(target)), ifThere(stat(path))]);
    if (!isSame(there, given)) await this.place(path, target);
    // Also where it was there: whoever put it there may not have come as far as this.
    await syncFolders(target, this.root);
  }

  async read(key: string, range?: ByteRange): Promise<ReadObject | null> {
    const file = await ifThere(open(this.pathOf(key)));
    if (!file) return null;
    try {
      const { size } = await file.stat();
      const wanted = within(size, range);
      if (wanted) return { size, stream: file.createReadStream({ ...wanted, highWaterMark: readAtOnce }) };
      await file.close();
      return { size, stream: nothing() };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  pathOf(key: string): string {
    return join(this.root, key.slice(0, 2), key.slice(2, 4), requireKey(key));
  }

  signedUrl(): Promise<null> {
    return Promise.resolve(null);
  }

  async has(key: string): Promise<boolean> {
    return (await this.sizeOf(key)) !== null;
  }

  async sizeOf(key: string): Promise<number | null> {
    return (await ifThere(stat(this.pathOf(key))))?.size ?? null;
  }

  async remove(keys: string[], signal?: AbortSignal): Promise<void> {
    for (const key of keys) {
      signal?.throwIfAborted();
      await this.removeOne(this.pathOf(key));
    }
  }

  async *list(): AsyncIterable<StoredObject> {
    for (const first of await this.namesIn(this.root, /^[0-9a-f]{2}$/)) {
      for (const second of await this.namesIn(join(this.root, first), /^[0-9a-f]{2}$/)) {
        for (const hash of await this.namesIn(join(this.root, first, second), /^[0-9a-f]{64}$/)) {
          yield* this.listParts(hash);
        }
      }
    }
  }

  takeUpload(id: string, path: string): Promise<Buffer> {
    return this.uploads.take(id, path);
  }

  removeUpload(id: string): Promise<void> {
    return this.uploads.forget(id);
  }

  listUploads(): AsyncIterable<StoredUpload> {
    return this.uploads.list();
  }

  async check(): Promise<void> {
    try {
      for (const folder of [this.root, this.incoming, join(this.root, 'uploads')])
        await mkdir(folder, { recursive: true, mode: privateFolder });
      await this.tryOut(join(this.incoming, randomUUID()));
    } catch (error) {
      throw new StartError(
        `The folder ${this.root}, where files are kept, cannot be written (${codeOf(error) ?? String(error)}). Give it to the user that the server runs as, or set FILES_URL to another one.`,
        { cause: error },
      );
    }
  }

  async sweep(): Promise<void> {
    await this.uploads.forgetOld();
    for (const name of await this.namesIn(this.incoming, /./)) {
      const path = join(this.incoming, name);
      const there = await ifThere(stat(path));
      if (there && Date.now() - there.mtimeMs > forgottenAfter) await rm(path, { force: true });
    }
  }

  /** Some file systems over the network do not count their blocks. */
  async free(): Promise<number | null> {
    const { blocks, bsize, bavail } = await statfs(this.root);
    return blocks === 0 ? null : bsize * bavail;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private async place(path: string, target: string, attempt = 1): Promise<void> {
    await makeLasting(path);
    try {
      await mkdir(dirname(target), { recursive: true, mode: privateFolder });
      await rename(path, target);
    } catch (error) {
      if (codeOf(error) === 'EXDEV') return this.placeCopy(path, target);
      if (codeOf(error) !== 'ENOENT' || attempt === placeAttempts) throw error;
      await this.place(path, target, attempt + 1);
    }
  }

  private async placeCopy(path: string, target: string): Promise<void> {
    const copy = join(this.incoming, randomUUID());
    await mkdir(this.incoming, { recursive: true, mode: privateFolder });
    try {
      await copyFile(path, copy, constants.COPYFILE_EXCL);
      await this.place(copy, target);
    } finally {
      await rm(copy, { force: true });
    }
  }

  /** With the folders that it leaves empty. */
  private async removeOne(path: string): Promise<void> {
    await rm(path, { force: true });
    let folder = dirname(path);
    try {
      for (; folder !== this.root; folder = dirname(folder)) await rmdir(folder);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error)!)) throw error;
    }
    await ifThere(syncFolder(folder));
  }

  private async *listParts(hash: string): AsyncIterable<StoredObject> {
    const folder = dirname(this.pathOf(`${hash}/full`));
    for (const part of await this.namesIn(folder, /./)) {
      const there = await ifThere(stat(join(folder, part)));
      const key = `${hash}/${part}`;
      if (there && isKey(key)) yield { key, size: there.size, changedAt: there.mtime };
    }
  }

  private async namesIn(folder: string, shape: RegExp): Promise<string[]> {
    const names = (await ifThere(readdir(folder))) ?? [];
    return names.filter((name) => shape.test(name)).sort();
  }

  private async tryOut(path: string): Promise<void> {
    const file = await open(path, 'wx');
    try {
      await file.writeFile('Samovar');
      await file.sync();
      if ((await readFile(path, 'utf8')) !== 'Samovar') throw new Error('it does not keep what is written');
    } finally {
      await file.close();
      await rm(path, { force: true });
    }
  }
}

/** What was moved away before is not there to be compared. */
function isSame(there: Stats | null, given: Stats | null): boolean {
  return there !== null && (given === null || given.size === there.size);
}
