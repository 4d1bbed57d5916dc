/** Where files are at this moment, as one storage: whatever is under way goes on where it began. */
import type { FactoryProvider } from '@nestjs/common';
import { DataStore, type Upload } from '@tus/server';
import type { Readable } from 'node:stream';
import type {
  ByteRange,
  ReadObject,
  SignedAnswer,
  Storage,
  StoredObject,
  StoredUpload,
} from '../../platform/storage/storage.js';
import { STORAGE } from '../keeping/kept-files.js';
import { Whereabouts } from './whereabouts.js';

const currentStorageOf = (isServer: boolean): FactoryProvider<Storage> => ({
  provide: STORAGE,
  useFactory: async (whereabouts: Whereabouts) => {
    await whereabouts.begin(isServer);
    return new CurrentStorage(whereabouts);
  },
  inject: [Whereabouts],
});

export const currentStorage = currentStorageOf(true);

/** It has no say in what is written down of a move, as its settings may be others than the server's. */
export const currentStorageOfCommand = currentStorageOf(false);

class CurrentStorage implements Storage {
  readonly uploads: DataStore;

  constructor(private readonly whereabouts: Whereabouts) {
    this.uploads = new CurrentUploads(whereabouts);
  }

  get readsFrom(): string[] {
    return this.whereabouts.known.readsFrom;
  }

  async keep(key: string, path: string, type: string): Promise<void> {
    return (await this.whereabouts.now()).keep(key, path, type);
  }

  async read(key: string, range?: ByteRange, gone?: AbortSignal): Promise<ReadObject | null> {
    return (await this.whereabouts.now()).read(key, range, gone);
  }

  async signedUrl(key: string, answer: SignedAnswer): Promise<string | null> {
    return (await this.whereabouts.now()).signedUrl(key, answer);
  }

  async has(key: string): Promise<boolean> {
    return (await this.whereabouts.now()).has(key);
  }

  async sizeOf(key: string): Promise<number | null> {
    return (await this.whereabouts.now()).sizeOf(key);
  }

  async remove(keys: string[], signal?: AbortSignal): Promise<void> {
    return (await this.whereabouts.now()).remove(keys, signal);
  }

  async *list(): AsyncIterable<StoredObject> {
    yield* (await this.whereabouts.now()).list();
  }

  async takeUpload(id: string, path: string): Promise<Buffer> {
    return (await this.whereabouts.now()).takeUpload(id, path);
  }

  async removeUpload(id: string): Promise<void> {
    return (await this.whereabouts.now()).removeUpload(id);
  }

  async *listUploads(): AsyncIterable<StoredUpload> {
    yield* (await this.whereabouts.now()).listUploads();
  }

  async check(): Promise<void> {
    return (await this.whereabouts.now()).check();
  }

  async sweep(): Promise<void> {
    return (await this.whereabouts.now()).sweep();
  }

  async free(): Promise<number | null> {
    return (await this.whereabouts.now()).free();
  }

  close(): Promise<void> {
    return this.whereabouts.close();
  }
}

/** The tus server keeps the store that it was given. */
class CurrentUploads extends DataStore {
  constructor(private readonly whereabouts: Whereabouts) {
    super();
    this.extensions = whereabouts.known.uploads.extensions;
  }

  override async create(upload: Upload): Promise<Upload> {
    return (await this.now()).create(upload);
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    return (await this.now()).write(stream, id, offset);
  }

  override async getUpload(id: string): Promise<Upload> {
    return (await this.now()).getUpload(id);
  }

  override getExpiration(): number {
    return this.whereabouts.known.uploads.getExpiration();
  }

  private async now(): Promise<DataStore> {
    return (await this.whereabouts.now()).uploads;
  }
}
