import { afterAll, describe, expect, test } from '@jest/globals';
import { Upload as Begun } from '@tus/server';
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Upload } from 'tus-js-client';
import type { Storage } from '../../../src/server/platform/storage/storage.js';
import { eventually } from '../../support/socket.js';
import { keyOf, bytesOf, hashOf, places, someBytes, storageStage } from './places.js';
import { begin, offsetOf, standing, tus } from './tus.js';
import { serveUploads, type UploadServer } from './upload-server.js';

const stage = storageStage();
const servers: UploadServer[] = [];

afterAll(async () => {
  for (const server of servers) await server.close();
});

async function serve(storage: Storage): Promise<UploadServer> {
  const server = await serveUploads(storage);
  servers.push(server);
  return server;
}

const idOf = (url: string) => url.split('/').at(-1)!;

async function taken(storage: Storage, url: string): Promise<Buffer> {
  const path = join(stage.scratch, randomUUID());
  const digests = [await storage.takeUpload(idOf(url), path), await storage.takeUpload(idOf(url), path)];
  const bytes = readFileSync(path);
  expect(digests.map((each) => each.toString('hex'))).toEqual([hashOf(bytes), hashOf(bytes)]);
  return bytes;
}

describe.each(places)('over a %s', (place) => {
  test('a client whose line breaks again and again brings every byte to its place', async () => {
    const storage = stage.open(place);
    const { http, address } = await serve(storage);
    const bytes = someBytes(17_000_001);
    let breaks = 0;
    let isOver = false;
    const url = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: `${address}/uploads`,
        retryDelays: Array.from({ length: 50 }, () => 20),
        chunkSize: 6_000_000,
        onSuccess: () => resolve(upload.url!),
        onError: reject,
      });
      upload.start();
      const breakOff = () => {
        if (isOver || breaks++ === 5) return;
        http.closeAllConnections();
        setTimeout(breakOff, randomInt(60, 150));
      };
      setTimeout(breakOff, 60);
    }).finally(() => void (isOver = true));
    expect(breaks).toBeGreaterThan(0);
    expect(bytes.equals(await taken(storage, url))).toBe(true);
    // A client whose answer was lost asks, and is not sent back to the beginning.
    expect(await offsetOf(url)).toBe(bytes.length);
    await storage.removeUpload(idOf(url));
    expect((await tus(url, { method: 'HEAD' })).status).toBe(404);
  });

  test('an upload of nothing is finished at once', async () => {
    const storage = stage.open(place);
    const url = await begin((await serve(storage)).address, 0);
    expect((await taken(storage, url)).length).toBe(0);
  });

  test('what came before a line broke is there, and more than was promised is not taken', async () => {
    const storage = stage.open(place);
    const { address } = await serve(storage);
    const bytes = someBytes(3_000_000);
    const url = await begin(address, bytes.length);
    const broken = standing(url, 0, bytes.length);
    await broken.send(bytes.subarray(0, 1_500_000));
    await sleep(100);
    broken.breakOff();
    await eventually(async () => (await offsetOf(url)) > 1_000_000, 'what came is lost');
    const offset = await offsetOf(url);
    expect((await tus(url, { method: 'PATCH', offset: offset + 1, body: bytes.subarray(0, 9) })).status).toBe(
      409,
    );
    expect((await tus(url, { method: 'PATCH', offset, body: bytes })).status).toBe(413);
    await expect(storage.takeUpload(idOf(url), join(stage.scratch, randomUUID()))).rejects.toThrow(
      'not finished',
    );
    expect((await tus(url, { method: 'PATCH', offset, body: bytes.subarray(offset) })).status).toBe(204);
    const end = bytes.length;
    expect((await tus(url, { method: 'PATCH', offset: end, body: Buffer.alloc(0) })).status).toBe(204);
    expect(bytes.equals(await taken(storage, url))).toBe(true);
  });

  test('who asks while a request stands still gets their turn, and costs no processor meanwhile', async () => {
    const storage = stage.open(place);
    const { address } = await serve(storage);
    const bytes = someBytes(200_000);
    const url = await begin(address, bytes.length);
    const first = standing(url, 0, bytes.length);
    await first.send(bytes.subarray(0, 50_000));
    await sleep(50);
    const [start, before] = [performance.now(), process.cpuUsage()];
    const offsets = await Promise.all([offsetOf(url), offsetOf(url), offsetOf(url)]);
    const { user, system } = process.cpuUsage(before);
    // Waiting by asking again and again takes all there is.
    expect((user + system) / 1000).toBeLessThan(0.4 * (performance.now() - start));
    expect(offsets).toEqual([50_000, 50_000, 50_000]);
    expect((await first.answer).headers['upload-offset']).toBe('50000');
    const [one, other] = await Promise.all(
      [1, 2].map(() => tus(url, { method: 'PATCH', offset: 50_000, body: bytes.subarray(50_000) })),
    );
    expect([one!.status, other!.status].sort()).toEqual([204, 409]);
    expect(bytes.equals(await taken(storage, url))).toBe(true);
  });

  test('a request that goes on at another node cannot change what was finished meanwhile', async () => {
    const url = stage.urlOf(place);
    const [storage, elsewhere] = [stage.open(place, url), stage.open(place, url)];
    const [here, there] = [await serve(storage), await serve(elsewhere)];
    const good = someBytes(300_000);
    const upload = await begin(here.address, good.length);
    const late = standing(upload.replace(here.address, there.address), 0, good.length);
    await late.send(someBytes(100_000));
    await sleep(50);
    expect((await tus(upload, { method: 'PATCH', offset: 0, body: good })).status).toBe(204);
    const path = join(stage.scratch, randomUUID());
    await storage.takeUpload(idOf(upload), path);
    await storage.keep(keyOf(good), path, 'text/plain');
    await late.send(someBytes(200_000));
    expect((await late.answer).status).toBe(204);
    expect(good.equals((await bytesOf(storage, keyOf(good)))!)).toBe(true);
  });

  test('an upload that was taken back is gone, and one that never was is like it', async () => {
    const storage = stage.open(place);
    const { address } = await serve(storage);
    const url = await begin(address, 5);
    expect((await tus(url, { method: 'PATCH', offset: 0, body: Buffer.from('tea') })).status).toBe(204);
    await storage.removeUpload(idOf(url));
    for (const gone of [
      url,
      `${address}/uploads/never`,
      `${address}/uploads/..%2Finfo`,
      `${address}/uploads/%2E`,
    ]) {
      expect((await tus(gone, { method: 'HEAD' })).status).toBe(404);
      expect((await tus(gone, { method: 'PATCH', offset: 0, body: Buffer.from('tea') })).status).toBe(404);
      expect((await tus(gone, { method: 'GET' })).status).toBe(404);
    }
  });

  test('an id that comes again, as out of a backup, brings nothing of what was sent under it before', async () => {
    const storage = stage.open(place);
    await storage.uploads.create(new Begun({ id: '7', size: 9, offset: 0 }));
    await storage.uploads.write(Readable.from([Buffer.from('hers')]), '7', 0);
    await storage.uploads.create(new Begun({ id: '7', size: 3, offset: 0 }));
    expect((await storage.uploads.getUpload('7')).offset).toBe(0);
    await storage.uploads.write(Readable.from([Buffer.from('his')]), '7', 0);
    const path = join(stage.scratch, randomUUID());
    await storage.takeUpload('7', path);
    expect(readFileSync(path, 'utf8')).toBe('his');
  });

  test('an upload of yesterday is swept away, one of today is not', async () => {
    const place1 = stage.urlOf(place);
    const storage = stage.open(place, place1);
    const { address } = await serve(storage);
    const url = await begin(address, 5);
    await tus(url, { method: 'PATCH', offset: 0, body: Buffer.from('tea') });
    await storage.sweep();
    expect(await offsetOf(url)).toBe(3);
    stage.age(place1);
    await storage.sweep();
    expect((await tus(url, { method: 'HEAD' })).status).toBe(404);
  });
});
