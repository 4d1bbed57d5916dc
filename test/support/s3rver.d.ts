declare module 's3rver' {
  import type { Server } from 'node:http';
  import type { Readable } from 'node:stream';

  interface StoredContent {
    bucket: string;
    key: string;
    content: Readable;
    metadata: Record<string, string>;
  }

  /** Of Koa's, as far as it is used here. */
  export interface Context {
    method: string;
    url: string;
    headers: Record<string, string | undefined>;
    query: Record<string, string | undefined>;
    status: number;
    type: string;
    body: unknown;
  }

  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      configureBuckets: { name: string }[];
    });
    middleware: ((context: Context, next: () => Promise<void>) => Promise<void>)[];
    httpServer: Server;
    store: {
      getMetadata(
        bucket: string,
        key: string,
      ): Promise<{ 'content-length': number; 'last-modified': string }>;
      getObject(bucket: string, key: string, range?: { start?: number; end?: number }): Promise<unknown>;
      putObject(object: StoredContent): Promise<{ size: number; md5: string }>;
      putPart(
        bucket: string,
        id: string,
        part: string,
        content: Readable,
      ): Promise<{ size: number; md5: string }>;
      getResourcePath(bucket: string, key: string | undefined, resource: string): string;
      putMetadata(bucket: string, key: string, metadata: Record<string, string>, md5: string): Promise<void>;
    };
    run(): Promise<{ port: number }>;
    close(): Promise<void>;
  }
}
