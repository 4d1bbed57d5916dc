/** Two storages as one, while everything moves from the second to the first: written to the first, read from where it is. */
import { DataStore, type Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import type { ByteRange, ReadObject, SignedAnswer, Storage, StoredObject, StoredUpload } from './storage.js';

export const withFallback = (primary: Storage, secondary: Storage): Storage =>
  new FallbackStorage(primary, secondary);

class FallbackStorage implements Storage {
  readonly readsFrom: string[];
  readonly uploads: DataStore;

  constructor(
    private readonly primary: Storage,
    private readonly secondary: Storage,
  ) {
    this.readsFrom = [...new Set([...primary.readsFrom, ...secondary.readsFrom])];
    this.uploads = new FallbackUploads(primary.uploads, secondary.uploads);
  }

  keep(key: string, path: string, type: string): Promise<void> {
    return this.primary.keep(key, path, type);
  }

  async read(key: string, range?: ByteRange, gone?: AbortSignal): Promise<ReadObject | null> {
    return (
      (await this.found((storage) => storage.read(key, range, gone))) ??
      // It may have arrived at the first, and gone from the second, since that was asked.
      this.primary.read(key, range, gone)
    );
  }

  async signedUrl(key: string, answer: SignedAnswer): Promise<string | null> {
    const isAtFirst = await this.primary.has(key).catch(() => false);
    return (isAtFirst ? this.primary : this.secondary).signedUrl(key, answer);
  }

  async has(key: string): Promise<boolean> {
    return (await this.sizeOf(key)) !== null;
  }

  sizeOf(key: string): Promise<number | null> {
    return this.found((storage) => storage.sizeOf(key));
  }

  /** The second first: what is copied meanwhile is then removed at the first. */
  async remove(keys: string[], signal?: AbortSignal): Promise<void> {
    await this.secondary.remove(keys, signal);
    await this.primary.remove(keys, signal);
  }

  async *list(): AsyncIterable<StoredObject> {
    yield* this.primary.list();
    for await (const object of this.secondary.list()) if (!(await this.primary.has(object.key))) yield object;
  }

  takeUpload(id: string, path: string): Promise<Buffer> {
    return orElse(
      () => this.primary.takeUpload(id, path),
      () => this.secondary.takeUpload(id, path),
    );
  }

  async removeUpload(id: string): Promise<void> {
    await Promise.all([this.primary.removeUpload(id), this.secondary.removeUpload(id)]);
  }

  async *listUploads(): AsyncIterable<StoredUpload> {
    yield* this.primary.listUploads();
    yield* this.secondary.listUploads();
  }

  async check(): Promise<void> {
    await this.primary.check();
    await this.secondary.check();
  }

  async sweep(): Promise<void> {
    await this.primary.sweep();
    await this.secondary.sweep();
  }

  free(): Promise<number | null> {
    return this.primary.free();
  }

  async close(): Promise<void> {
    await Promise.all([this.primary.close(), this.secondary.close()]);
  }

  /** A first place that cannot be asked hides nothing that is at the second; of what is at neither it says its error. */
  private async found<Result>(ask: (storage: Storage) => Promise<Result | null>): Promise<Result | null> {
    const first = ask(this.primary);
    return (await first.catch(() => null)) ?? (await ask(this.secondary)) ?? first;
  }
}

/** What was begun at the second is finished there. */
class FallbackUploads extends DataStore {
  constructor(
    private readonly primary: DataStore,
    private readonly secondary: DataStore,
  ) {
    super();
    this.extensions = primary.extensions;
  }

  override create(upload: Upload): Promise<Upload> {
    return this.primary.create(upload);
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    return (await this.holderOf(id)).write(stream, id, offset);
  }

  override async getUpload(id: string): Promise<Upload> {
    return (await this.holderOf(id)).getUpload(id);
  }

  override getExpiration(): number {
    return this.primary.getExpiration();
  }

  private holderOf(id: string): Promise<DataStore> {
    return orElse(
      () => this.primary.getUpload(id).then(() => this.primary),
      () => Promise.resolve(this.secondary),
    );
  }
}

async function orElse<Result>(first: () => Promise<Result>, second: () => Promise<Result>): Promise<Result> {
  try {
    return await first();
  } catch (error) {
    if ((error as { status_code?: number }).status_code === 404) return second();
    throw error;
  }
}
