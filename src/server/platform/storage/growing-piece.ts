/**
 * A piece that is being written: `<start>.<token>`, and beside it how much of it is safe. Its size does not say that: after a power
 * cut a file may be longer, by zeros, than what was flushed of it. Once it is done it gets the name of a piece.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flushInTurn, ifThere, lastingEvery, privateFile, syncFolder } from './durable-files.js';
import { Gathered } from './gathered.js';
import { type Piece, pieceName } from './pieces.js';

/** Bytes that are written at once: each write is a turn of another thread, and what comes comes in 64 kB at most. */
const writeEvery = 256 * 1024;

const nameShape = /^(\d{15})\.[0-9a-f-]{36}$/;

export class GrowingPiece {
  /** Of what is written. */
  private size = 0;
  private safe = 0;
  private readonly gathered = new Gathered(writeEvery);

  private constructor(
    private readonly folder: string,
    private readonly start: number,
    private readonly name: string,
    private readonly bytes: FileHandle,
    private readonly notes: FileHandle,
  ) {}

  static async begin(folder: string, start: number): Promise<GrowingPiece> {
    const name = `${String(start).padStart(15, '0')}.${randomUUID()}`;
    const bytes = await open(join(folder, name), 'wx', privateFile);
    try {
      const notes = await open(join(folder, `${name}.safe`), 'wx', privateFile);
      return new GrowingPiece(folder, start, name, bytes, notes);
    } catch (error) {
      await bytes.close();
      throw error;
    }
  }

  async add(chunk: Buffer): Promise<void> {
    for (let left = chunk; left.length > 0;) {
      left = this.gathered.take(left);
      if (this.gathered.isFull) await this.write();
    }
    if (this.size - this.safe >= lastingEvery) await flushInTurn(() => this.makeSafe());
  }

  /** What was added and is not written yet. Where that fails, as much of it as there was room for is written. */
  async write(): Promise<void> {
    for (let left = this.gathered.empty(); left.length > 0;) {
      const { bytesWritten } = await this.bytes.write(left);
      this.size += bytesWritten;
      left = left.subarray(bytesWritten);
    }
  }

  /**
   * What was added before something went wrong is kept, too; `digest` is of all of it. Resolves with the place behind it, once it is
   * there for good.
   */
  async finish(digest?: string): Promise<number> {
    const path = join(this.folder, this.name);
    try {
      await this.write();
      // A full disk takes half of what is written to it.
      await this.bytes.truncate(this.size);
      if (this.size > 0) await flushInTurn(() => this.bytes.datasync());
    } finally {
      // Closed before it has its name: nobody can change what is a piece.
      await Promise.all([this.bytes.close(), this.notes.close()]);
    }
    const piece = { start: this.start, size: this.size, ...(digest && { digest }) };
    if (piece.size > 0) await rename(path, join(this.folder, pieceName(piece)));
    else await rm(path, { force: true });
    await rm(`${path}.safe`, { force: true });
    await syncFolder(this.folder);
    return this.start + this.size;
  }

  private async makeSafe(): Promise<void> {
    await this.bytes.datasync();
    // Its name, too, the first time.
    if (this.safe === 0) await syncFolder(this.folder);
    // Appended: a line that a crash cut off is none, and leaves those before it.
    await this.notes.write(`${this.size}\n`);
    await this.notes.datasync();
    this.safe = this.size;
  }
}

/** Of a file that a crash left, or that grows yet: as much of it as is safe. Null for other files. */
export async function grownPiece(folder: string, name: string): Promise<Piece | null> {
  const [, start] = nameShape.exec(name) ?? [];
  if (start === undefined) return null;
  const notes = (await ifThere(readFile(join(folder, `${name}.safe`), 'latin1'))) ?? '';
  const lines = Array.from(notes.matchAll(/^(\d{1,15})\n/gm), ([, digits]) => Number(digits));
  return { start: Number(start), size: lines.at(-1) ?? 0 };
}
