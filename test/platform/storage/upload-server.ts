/** A tus server over a storage, and a client's uploads to it. */
import { Server } from '@tus/server';
import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Storage } from '../../../src/server/platform/storage/storage.js';
import { UploadLocker } from '../../../src/server/platform/storage/upload.locker.js';

export interface UploadServer {
  http: HttpServer;
  address: string;
  close(): Promise<void>;
}

export async function serveUploads(
  { uploads }: Pick<Storage, 'uploads'>,
  { port = 0, locker = new UploadLocker() } = {},
): Promise<UploadServer> {
  const tus = new Server({
    path: '/uploads',
    datastore: uploads,
    relativeLocation: true,
    namingFunction: () => randomUUID(),
    locker,
    lockDrainTimeout: 500,
  });
  const http = createServer((request, response) => void tus.handle(request, response));
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return {
    http,
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}
