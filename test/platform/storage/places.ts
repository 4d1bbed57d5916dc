/** The storages that a test is done over, each empty; closed and removed after the file. */
import { afterAll, beforeAll } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buffer } from 'node:stream/consumers';
import { openStorage } from '../../../src/server/platform/storage/open-storage.js';
import type { ByteRange, Storage } from '../../../src/server/platform/storage/storage.js';
import { type S3Server, startS3Server } from '../../support/s3-server.js';

const hour = 60 * 60 * 1000;

/** Where one is, as FILES_URL says it. */
type Place = 'folder' | 'bucket';

export const places: Place[] = ['folder', 'bucket'];

interface Stage {
  s3: S3Server;
  /** On the disk of the folders: what is kept may be moved from there. */
  scratch: string;
  /** For FILES_URL; each call names a new, empty one. */
  urlOf(place: Place): string;
  open(place: Place, url?: string): Storage;
  /** As if all that is at this address had been written a day and an hour ago; for a bucket, all that is in any. */
  age(url: string): void;
  /** A new file of these bytes. */
  file(bytes: Buffer): string;
}

export function storageStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'samovar-storage-'));
  const storages: Storage[] = [];
  const stage = { scratch: folder } as Stage;
  stage.urlOf = (place) =>
    place === 'folder' ? `file://${folder}/${randomUUID()}` : stage.s3.url({ prefix: randomUUID() });
  stage.open = (place, url = stage.urlOf(place)) => {
    const storage = openStorage(url, folder);
    storages.push(storage);
    return storage;
  };
  stage.age = (url) => {
    if (url.startsWith('s3:')) return stage.s3.age(25 * hour);
    const folder = fileURLToPath(url);
    const then = new Date(Date.now() - 25 * hour);
    for (const name of readdirSync(folder, { recursive: true }))
      utimesSync(join(folder, String(name)), then, then);
  };
  stage.file = (bytes) => {
    const path = join(folder, randomUUID());
    writeFileSync(path, bytes);
    return path;
  };
  beforeAll(async () => void (stage.s3 = await startS3Server()));
  afterAll(async () => {
    for (const storage of storages) await storage.close();
    await stage.s3.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return stage;
}

export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

export const keyOf = (bytes: Buffer, part = 'full'): string => `${hashOf(bytes)}/${part}`;

/** Each byte may be any, so that a wrong place of the right length is seen. */
export const someBytes = (size: number): Buffer => randomBytes(size);

export async function bytesOf(storage: Storage, key: string, range?: ByteRange): Promise<Buffer | null> {
  const read = await storage.read(key, range);
  return read && buffer(read.stream);
}
