/** Where the bytes of files are: a folder, or a bucket that speaks S3. */
import type { DataStore } from '@tus/server';
import type { Readable } from 'node:stream';

/** Both ends included, in bytes. It is cut to what there is; one that begins behind the end reads nothing. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredObject {
  key: string;
  size: number;
  changedAt: Date;
}

/** What there is of an upload that is under way, or was. */
export interface StoredUpload {
  id: string;
  begunAt: Date;
}

export interface ReadObject {
  /** Of the whole object, whatever range was asked for. */
  size: number;
  stream: Readable;
}

/** What whoever follows a signed address is answered with, and for how long it works. */
export interface SignedAnswer {
  type: string;
  disposition: string;
  seconds: number;
}

/** Keys of objects are `<SHA-256 in hex>/<part>`. */
export interface Storage {
  /**
   * Keeps a local file as an object: it is there whole and for good once this resolves, and not at all before. Repeating is
   * harmless: what is there with the same size is left as it is. The file may be moved away; its folder is the caller's.
   */
  keep(key: string, path: string, type: string): Promise<void>;
  /**
   * Null where there is no such object. Closing the stream early frees everything; a stream that is not wanted must be closed. Where
   * `gone` is aborted before the object begins to come, nobody waits for it any more.
   */
  read(key: string, range?: ByteRange, gone?: AbortSignal): Promise<ReadObject | null>;
  /** Where the object lies on this machine, or would; only of a folder. */
  pathOf?(key: string): string;
  /** An address that anyone may read the object at; null where reads go through the server. */
  signedUrl(key: string, answer: SignedAnswer): Promise<string | null>;
  /** Origins that signed addresses lead to: a page that shows them must be allowed to. */
  readonly readsFrom: string[];
  has(key: string): Promise<boolean>;
  /** In bytes; null where there is no such object. */
  sizeOf(key: string): Promise<number | null>;
  /** What is not there is no error. Throws once the signal is aborted, and sends nothing any more. */
  remove(keys: string[], signal?: AbortSignal): Promise<void>;
  list(): AsyncIterable<StoredObject>;
  /** Uploads under way, for the tus server. What it has answered for is there after kill -9 and power loss. */
  readonly uploads: DataStore;
  /**
   * Brings a finished upload to a local path that is not there yet; resolves with the SHA-256 of its bytes. The upload stays until it is
   * removed, so repeating is harmless.
   */
  takeUpload(id: string, path: string): Promise<Buffer>;
  /** A missing one is no error. */
  removeUpload(id: string): Promise<void>;
  /** All that there is of any, whole or not. */
  listUploads(): AsyncIterable<StoredUpload>;
  /** Whether it can be written and read: throws a StartError that says what to do. */
  check(): Promise<void>;
  /** Removes what crashes have left behind, and uploads older than a day. Soon after a start, and every hour or so. */
  sweep(): Promise<void>;
  /** Bytes; null where nobody knows. */
  free(): Promise<number | null>;
  close(): Promise<void>;
}

/** Milliseconds after which an upload, or what is left of one, is gone. */
export const uploadAge = 24 * 60 * 60 * 1000;
