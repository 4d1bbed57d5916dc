/**
 * Files in the browser's database until their message is stored, so that an upload goes on after a reload. The bytes stand apart from
 * what changes while they are on their way.
 */
import type { UnsentFile } from '../core/carried-files.js';
import { isReader } from './databases.js';
import { answerOf, endOf, openDatabase } from './open-database.js';

export interface KeptFile extends UnsentFile {
  roomId: number;
  /** What a picture shows, in words. */
  alt?: string;
  /** What the server knows of that. */
  toldAlt?: string | undefined;
  /** Of a voice message: loudness at even distances. */
  waveform?: number[];
  /** Where the server takes it; without one it has not been asked yet. */
  url?: string;
  /** The server has it all, and takes it. */
  isThere?: true;
  /** Milliseconds. */
  since: number;
}

/** Bytes of all files of one person. Browsers let one site have far more, and say so where they do not. */
const most = 2 * 1024 ** 3;

export class FileStore {
  private opened: Promise<IDBDatabase> | undefined;
  private isClosed = false;

  constructor(private readonly userId: number) {}

  /** Rejects where the browser has no room for it. */
  async add(file: KeptFile, bytes: Blob): Promise<void> {
    const kept = await this.all();
    if (kept.reduce((sum, { size }) => sum + size, bytes.size) > most) throw new Error('too much is kept');
    const transaction = await this.transaction('readwrite', 'files', 'bytes');
    transaction.objectStore('files').put(file);
    transaction.objectStore('bytes').put(bytes, file.id);
    await endOf(transaction);
  }

  /** What has changed of it; one that is not here any more stays away. */
  async update(id: string, change: Partial<KeptFile>): Promise<void> {
    const transaction = await this.transaction('readwrite', 'files');
    const store = transaction.objectStore('files');
    const request = store.get(id) as IDBRequest<KeptFile | undefined>;
    request.onsuccess = () => request.result && store.put({ ...request.result, ...change });
    await endOf(transaction);
  }

  async find(id: string): Promise<{ file: KeptFile; bytes: Blob } | undefined> {
    const transaction = await this.transaction('readonly', 'files', 'bytes');
    const [file, bytes] = await Promise.all([
      answerOf(transaction.objectStore('files').get(id) as IDBRequest<KeptFile | undefined>),
      answerOf(transaction.objectStore('bytes').get(id) as IDBRequest<Blob | undefined>),
    ]);
    return file && bytes && { file, bytes };
  }

  async remove(ids: string[]): Promise<void> {
    const transaction = await this.transaction('readwrite', 'files', 'bytes');
    for (const id of ids) for (const name of ['files', 'bytes']) transaction.objectStore(name).delete(id);
    await endOf(transaction);
  }

  async all(): Promise<KeptFile[]> {
    const transaction = await this.transaction('readonly', 'files');
    return answerOf(transaction.objectStore('files').getAll() as IDBRequest<KeptFile[]>);
  }

  /** For good. */
  close(): void {
    this.isClosed = true;
    this.opened?.then((database) => database.close()).catch(() => undefined);
  }

  private async transaction(mode: IDBTransactionMode, ...names: string[]): Promise<IDBTransaction> {
    if (this.isClosed || !isReader(this.userId)) throw new Error('closed');
    this.opened ??= this.open();
    return (await this.opened).transaction(names, mode);
  }

  /** What fails is tried again with the next use. */
  private open(): Promise<IDBDatabase> {
    const closed = () => (this.opened = undefined);
    const opening = openDatabase('files', this.userId, { version: 1, create, closed });
    opening.catch(closed);
    return opening;
  }
}

function create(database: IDBDatabase): void {
  database.createObjectStore('files', { keyPath: 'id' });
  database.createObjectStore('bytes');
}
