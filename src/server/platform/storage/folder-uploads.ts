/** Uploads under way in a folder, one folder each: `info` says what it is, the rest are its pieces. */
import { Upload } from '@tus/server';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { passing } from '../work/passing.js';
import { digesting, digestOf, newDigest } from './digests.js';
import {
  bytesOf,
  ifThere,
  privateFolder,
  syncFolder,
  tryToLink,
  withFile,
  writeOn,
  writeWhole,
} from './durable-files.js';
import { GrowingPiece, grownPiece } from './growing-piece.js';
import { isUploadId, requireUploadId } from './keys.js';
import { PieceUploads } from './piece-uploads.js';
import { endOf, notFinished, noSuchUpload, type Piece, pieceNamed, reachOf, unbroken } from './pieces.js';
import type { StoredUpload } from './storage.js';

type PieceFile = Piece & {
  path: string;
  /** Nobody has it open for writing. */
  isDone: boolean;
};

export class FolderUploads extends PieceUploads {
  constructor(private readonly root: string) {
    super();
  }

  override async create(upload: Upload): Promise<Upload> {
    await this.forget(upload.id);
    const folder = this.folderOf(upload.id);
    await mkdir(folder, { recursive: true, mode: privateFolder });
    await writeWhole(join(folder, 'info'), JSON.stringify(upload));
    await syncFolder(this.root);
    return upload;
  }

  /** What arrived is kept, also when the line breaks in the middle. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const piece = await GrowingPiece.begin(this.folderOf(id), offset);
    // Most come in one go: then nobody has to read them again.
    const digest = newDigest();
    try {
      for await (const chunk of digesting(passing(stream), digest)) await piece.add(chunk);
      await piece.write();
    } catch (error) {
      await piece.finish();
      throw error;
    }
    return piece.finish(digest.digest('hex'));
  }

  override async getUpload(id: string): Promise<Upload> {
    const info = await this.info(id);
    return new Upload({ ...info, id, offset: reachOf(unbroken(await this.pieces(id))) });
  }

  /** The info first: what is half removed is no upload any more. */
  override async forget(id: string): Promise<void> {
    const folder = this.folderOf(id);
    await rm(join(folder, 'info'), { force: true });
    await rm(folder, { recursive: true, force: true });
  }

  /**
   * A single piece is linked, several are copied. One that is being written is never linked: a request that goes on at another node
   * could change what was looked at and named by its hash.
   */
  async take(id: string, path: string): Promise<Buffer> {
    const { size } = await this.info(id);
    const chain = unbroken(await this.pieces(id));
    if (reachOf(chain) !== size) throw notFinished(id);
    if ((await ifThere(stat(path)))?.size === size) return digestOf(path);
    const [first, ...more] = chain;
    if (first?.isDone && more.length === 0 && (await tryToLink(first.path, path)))
      return first.digest ? Buffer.from(first.digest, 'hex') : digestOf(path);
    const digest = await joined(chain, `${path}.joined`);
    await rename(`${path}.joined`, path);
    return digest;
  }

  override async *list(): AsyncIterable<StoredUpload> {
    const entries = (await ifThere(readdir(this.root, { withFileTypes: true }))) ?? [];
    for (const { name: id } of entries.filter((entry) => entry.isDirectory() && isUploadId(entry.name))) {
      const folder = join(this.root, id);
      const begun = (await ifThere(stat(join(folder, 'info')))) ?? (await ifThere(stat(folder)));
      if (begun) yield { id, begunAt: begun.mtime };
    }
  }

  private folderOf(id: string): string {
    return join(this.root, requireUploadId(id));
  }

  private async info(id: string): Promise<Upload> {
    const text = await ifThere(readFile(join(this.folderOf(id), 'info'), 'utf8'));
    if (text === null) throw noSuchUpload();
    return JSON.parse(text) as Upload;
  }

  private async pieces(id: string): Promise<PieceFile[]> {
    const folder = this.folderOf(id);
    const pieces: PieceFile[] = [];
    for (const name of await readdir(folder)) {
      const done = pieceNamed(name);
      const piece = done ?? (await grownPiece(folder, name));
      if (piece) pieces.push({ ...piece, path: join(folder, name), isDone: done !== null });
    }
    return pieces;
  }
}

async function joined(chain: PieceFile[], path: string): Promise<Buffer> {
  const digest = newDigest();
  await withFile(path, 'w', async (file) => {
    let reached = 0;
    for (const piece of chain) {
      const range = { start: reached - piece.start, end: piece.size };
      await withFile(piece.path, 'r', (bytes) => writeOn(file, digesting(bytesOf(bytes, range), digest)));
      reached = endOf(piece);
    }
  });
  return digest.digest();
}
