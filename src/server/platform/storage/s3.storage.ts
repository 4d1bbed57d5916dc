/** Objects in a bucket that speaks S3, with uploads under way beside them in `uploads/`. */
import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { StartError } from '../errors/start-error.js';
import { isKey, requireKey } from './keys.js';
import { type BucketPlace, S3Bucket } from './s3-bucket.js';
import { sentenceFor } from './s3-sentences.js';
import { S3Uploads } from './s3-uploads.js';
import type { ByteRange, ReadObject, SignedAnswer, Storage, StoredObject, StoredUpload } from './storage.js';
import { uploadAge } from './storage.js';

export class S3Storage implements Storage {
  readonly readsFrom: string[];
  readonly uploads: S3Uploads;
  private readonly bucket: S3Bucket;

  /** With direct reads, people's browsers fetch from the bucket itself, which must be reachable for them. */
  constructor(
    place: BucketPlace,
    private readonly readsDirect: boolean,
  ) {
    this.bucket = new S3Bucket(place);
    this.readsFrom = readsDirect ? [place.endpoint] : [];
    this.uploads = new S3Uploads(this.bucket);
  }

  async keep(key: string, path: string, type: string): Promise<void> {
    const [there, { size }] = await Promise.all([this.sizeOf(key), stat(path)]);
    if (there !== size) await this.bucket.putFile(key, path, type);
  }

  read(key: string, range?: ByteRange, gone?: AbortSignal): Promise<ReadObject | null> {
    return this.bucket.get(requireKey(key), range, gone);
  }

  async signedUrl(key: string, answer: SignedAnswer): Promise<string | null> {
    return this.readsDirect ? this.bucket.sign(requireKey(key), answer) : null;
  }

  async has(key: string): Promise<boolean> {
    return (await this.sizeOf(key)) !== null;
  }

  sizeOf(key: string): Promise<number | null> {
    return this.bucket.sizeOf(requireKey(key));
  }

  async remove(keys: string[], signal?: AbortSignal): Promise<void> {
    for (const key of keys) await this.bucket.remove(requireKey(key), signal);
  }

  async *list(): AsyncIterable<StoredObject> {
    for await (const object of this.bucket.list()) if (isKey(object.key)) yield object;
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
      await this.tryOut(`check/${randomUUID()}`);
    } catch (error) {
      throw new StartError(sentenceFor(error, this.bucket.place), { cause: error });
    }
  }

  async sweep(): Promise<void> {
    await this.uploads.forgetOld();
    await this.bucket.abandonParts(new Date(Date.now() - uploadAge));
  }

  free(): Promise<null> {
    return Promise.resolve(null);
  }

  close(): Promise<void> {
    return this.bucket.close();
  }

  private async tryOut(key: string): Promise<void> {
    await this.bucket.put(key, Buffer.from('Samovar'));
    const read = await this.bucket.get(key);
    if (!read || (await buffer(read.stream)).toString() !== 'Samovar')
      throw new Error('it does not keep what is written');
    await this.bucket.remove(key);
  }
}
