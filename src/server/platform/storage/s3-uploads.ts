/**
 * Uploads under way in a bucket: `uploads/<id>/info` says what it is, beside it are its pieces. They are objects and not the parts of
 * one multipart upload: parts have a least size, so that what comes before a break would have to be taken back and written anew.
 */
import { Upload } from '@tus/server';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { passing } from '../work/passing.js';
import { digesting, newDigest } from './digests.js';
import { privateFile } from './durable-files.js';
import { isUploadId, requireUploadId } from './keys.js';
import { Gathered } from './gathered.js';
import { PieceUploads } from './piece-uploads.js';
import {
  endOf,
  notFinished,
  noSuchUpload,
  type Piece,
  pieceName,
  pieceNamed,
  reachOf,
  unbroken,
} from './pieces.js';
import type { S3Bucket } from './s3-bucket.js';
import type { StoredUpload } from './storage.js';

/** Bytes: as much of an upload is in memory while the piece before it is on its way. */
const pieceSize = 2 * 1024 * 1024;

const root = 'uploads/';

export class S3Uploads extends PieceUploads {
  constructor(private readonly bucket: S3Bucket) {
    super();
  }

  override async create(upload: Upload): Promise<Upload> {
    await this.forget(upload.id);
    await this.bucket.put(`${folderOf(upload.id)}info`, Buffer.from(JSON.stringify(upload)));
    return upload;
  }

  /** What arrived is kept, also when the line breaks in the middle. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const pieces = new Outgoing(this.bucket, folderOf(id), offset);
    try {
      for await (const chunk of passing(stream)) await pieces.add(chunk);
    } catch (error) {
      await pieces.finish();
      throw error;
    }
    return pieces.finish();
  }

  override async getUpload(id: string): Promise<Upload> {
    const [info, pieces] = await Promise.all([this.info(id), this.pieces(id)]);
    return new Upload({ ...info, id, offset: reachOf(unbroken(pieces)) });
  }

  override async forget(id: string): Promise<void> {
    await this.bucket.remove(`${folderOf(id)}info`);
    for await (const { key } of this.bucket.list(folderOf(id))) await this.bucket.remove(key);
  }

  async take(id: string, path: string): Promise<Buffer> {
    const [{ size }, pieces] = await Promise.all([this.info(id), this.pieces(id)]);
    const chain = unbroken(pieces);
    if (reachOf(chain) !== size) throw notFinished(id);
    const digest = newDigest();
    const bytes = digesting(passing(this.bytesOf(id, chain)), digest);
    await pipeline(bytes, createWriteStream(path, { mode: privateFile }));
    return digest.digest();
  }

  /** What belongs to one upload is listed together. */
  override async *list(): AsyncIterable<StoredUpload> {
    let upload: StoredUpload | undefined;
    for await (const { key, changedAt } of this.bucket.list(root)) {
      const id = key.slice(root.length).split('/')[0]!;
      if (!isUploadId(id)) continue;
      if (upload && upload.id !== id) yield upload;
      const isOlder = upload?.id === id && upload.begunAt < changedAt;
      upload = { id, begunAt: isOlder ? upload!.begunAt : changedAt };
    }
    if (upload) yield upload;
  }

  private async *bytesOf(id: string, chain: Piece[]): AsyncIterable<Buffer> {
    let reached = 0;
    for (const piece of chain) {
      const range = { start: reached - piece.start, end: piece.size - 1 };
      const read = await this.bucket.get(folderOf(id) + pieceName(piece), range);
      if (!read) throw noSuchUpload();
      yield* read.stream as AsyncIterable<Buffer>;
      reached = endOf(piece);
    }
  }

  private async info(id: string): Promise<Upload> {
    const read = await this.bucket.get(`${folderOf(id)}info`);
    if (!read) throw noSuchUpload();
    return JSON.parse((await buffer(read.stream)).toString()) as Upload;
  }

  private async pieces(id: string): Promise<Piece[]> {
    const pieces: Piece[] = [];
    for await (const { key } of this.bucket.list(folderOf(id))) {
      const piece = pieceNamed(key.slice(folderOf(id).length));
      if (piece) pieces.push(piece);
    }
    return pieces;
  }
}

const folderOf = (id: string): string => `${root}${requireUploadId(id)}/`;

/** Pieces on their way, one at a time, while the next is gathered. */
class Outgoing {
  private gathered = new Gathered(pieceSize);
  private sent = new Gathered(pieceSize);
  private underWay = Promise.resolve();

  constructor(
    private readonly bucket: S3Bucket,
    private readonly folder: string,
    private start: number,
  ) {}

  async add(chunk: Buffer): Promise<void> {
    for (let left = chunk; left.length > 0;) {
      left = this.gathered.take(left);
      if (this.gathered.isFull) await this.send();
    }
  }

  async finish(): Promise<number> {
    await this.send();
    await this.underWay;
    return this.start;
  }

  private async send(): Promise<void> {
    await this.underWay;
    const body = this.gathered.empty();
    if (body.length === 0) return;
    [this.gathered, this.sent] = [this.sent, this.gathered];
    const key = this.folder + pieceName({ start: this.start, size: body.length });
    this.start += body.length;
    this.underWay = this.bucket.put(key, body);
    // It is awaited before the next; nobody else shall be told first.
    this.underWay.catch(() => undefined);
  }
}
