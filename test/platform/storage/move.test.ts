import { expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { withFallback } from '../../../src/server/platform/storage/fallback.storage.js';
import { moveAll } from '../../../src/server/platform/storage/move.js';
import { openStorage } from '../../../src/server/platform/storage/open-storage.js';
import type { Storage } from '../../../src/server/platform/storage/storage.js';
import { bytesOf, keyOf, someBytes, storageStage } from './places.js';
import { begin, offsetOf, tus } from './tus.js';
import { serveUploads } from './upload-server.js';

const stage = storageStage();
const contents = [0, 1, 70_000, 5_300_000, 9_000_000].map(someBytes);
const newScratch = () => mkdtempSync(join(stage.scratch, 'moving-'));

async function filled(storage: Storage): Promise<Storage> {
  for (const bytes of contents) {
    await storage.keep(keyOf(bytes), stage.file(bytes), 'text/plain');
    await storage.keep(keyOf(bytes, 'thumb'), stage.file(bytes.subarray(0, 9)), 'text/plain');
  }
  return storage;
}

async function expectAll(storage: Storage): Promise<void> {
  for (const bytes of contents) {
    expect(bytes.equals((await bytesOf(storage, keyOf(bytes)))!)).toBe(true);
    expect(bytes.subarray(0, 9).equals((await bytesOf(storage, keyOf(bytes, 'thumb')))!)).toBe(true);
  }
}

test.each([
  ['folder', 'bucket'],
  ['bucket', 'folder'],
  ['folder', 'folder'],
  ['bucket', 'bucket'],
] as const)('everything moves from a %s to a %s, and can be read throughout', async (before, after) => {
  const [from, to] = [await filled(stage.open(before)), stage.open(after)];
  const both = withFallback(to, from);
  const scratch = newScratch();
  const stop = new AbortController();
  const broken = moveAll(from, to, {
    scratch,
    signal: stop.signal,
    progress: ({ objects }) => objects === 3 && stop.abort(new Error('broken off')),
  });
  await expect(broken).rejects.toThrow('broken off');
  await expectAll(both);
  const soFar: number[] = [];
  const moved = await moveAll(from, to, { scratch, progress: ({ objects }) => void soFar.push(objects) });
  expect(moved.objects).toBe(10);
  expect(moved.copied).toBeLessThan(10);
  expect(moved.gone).toEqual([]);
  expect(soFar).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(await moveAll(from, to, { scratch })).toEqual({ objects: 10, copied: 0, bytes: 0, gone: [] });
  for (const storage of [from, to, both]) await expectAll(storage);
  expect(readdirSync(scratch)).toEqual([]);
});

test('what is removed while it is copied is told of', async () => {
  const [from, to] = [await filled(stage.open('folder')), stage.open('bucket')];
  const key = keyOf(contents[3]!);
  // Just when it is brought over there.
  stage.s3.meanwhile(new RegExp(`^POST .*${key}`), () => from.remove([key]));
  const { gone } = await moveAll(from, to, { scratch: newScratch() });
  expect(gone).toEqual([key]);
});

test('while things move, what is new goes to the new place, and what is removed leaves both', async () => {
  const [from, to] = [await filled(stage.open('bucket')), stage.open('folder')];
  const both = withFallback(to, from);
  await both.check();
  await both.sweep();
  const bytes = someBytes(1_000);
  await both.keep(keyOf(bytes), stage.file(bytes), 'text/plain');
  expect([await to.has(keyOf(bytes)), await from.has(keyOf(bytes))]).toEqual([true, false]);
  await to.keep(keyOf(contents[2]!), stage.file(contents[2]!), 'text/plain');
  const keys: string[] = [];
  for await (const { key } of both.list()) keys.push(key);
  expect(keys).toHaveLength(11);
  expect(new Set(keys).size).toBe(11);
  await both.remove(keys);
  for (const storage of [from, to, both])
    expect((await storage.list()[Symbol.asyncIterator]().next()).done).toBe(true);
  expect(await both.read(keys[0]!)).toBeNull();
  expect(await both.sizeOf(keys[0]!)).toBeNull();
  expect(await both.free()).toBe(await to.free());
});

test('an upload that was begun at the old place is finished there', async () => {
  const [from, to] = [stage.open('bucket'), stage.open('folder')];
  const before = await serveUploads(from);
  const bytes = someBytes(200_000);
  const url = await begin(before.address, bytes.length);
  await tus(url, { method: 'PATCH', offset: 0, body: bytes.subarray(0, 90_000) });
  await before.close();
  const both = withFallback(to, from);
  const after = await serveUploads(both);
  const again = url.replace(before.address, after.address);
  expect(await offsetOf(again)).toBe(90_000);
  await tus(again, { method: 'PATCH', offset: 90_000, body: bytes.subarray(90_000) });
  const fresh = await begin(after.address, 3);
  await tus(fresh, { method: 'PATCH', offset: 0, body: Buffer.from('tea') });
  for (const [address, size] of [
    [again, bytes.length],
    [fresh, 3],
  ] as const) {
    const id = address.split('/').at(-1)!;
    const path = join(stage.scratch, id);
    await both.takeUpload(id, path);
    expect(statSync(path).size).toBe(size);
    await both.removeUpload(id);
    expect((await tus(address, { method: 'HEAD' })).status).toBe(404);
  }
  await after.close();
});

test('a signed address leads to where the object is', async () => {
  const open = (prefix: string) => openStorage(stage.s3.url({ prefix, query: '&reads=direct' }), '');
  const [from, to] = [open('old'), open('new')];
  const both = withFallback(to, from);
  const bytes = Buffer.from('tea');
  const answer = { type: 'text/plain', disposition: 'inline', seconds: 60 };
  await from.keep(keyOf(bytes), stage.file(bytes), 'text/plain');
  expect(both.readsFrom).toEqual([stage.s3.origin]);
  for (const place of ['/old/', '/new/']) {
    const address = (await both.signedUrl(keyOf(bytes), answer))!;
    expect(address).toContain(place);
    expect(await (await fetch(address)).text()).toBe('tea');
    await moveAll(from, to, { scratch: newScratch() });
  }
  expect((await buffer((await both.read(keyOf(bytes)))!.stream)).toString()).toBe('tea');
  await both.close();
});

test('what is at the old place can be read though the new one cannot be asked, which is said of all else', async () => {
  const open = (prefix: string) => openStorage(stage.s3.url({ prefix, query: '&reads=direct' }), '');
  const [from, to] = [open('asked'), open('silent')];
  const both = withFallback(to, from);
  const [there, nowhere] = [Buffer.from('tea'), Buffer.from('coffee')];
  await from.keep(keyOf(there), stage.file(there), 'text/plain');
  stage.s3.failFor(/\/silent\//);
  try {
    expect(await both.sizeOf(keyOf(there))).toBe(3);
    expect(await bytesOf(both, keyOf(there))).toEqual(there);
    const answer = { type: 'text/plain', disposition: 'inline', seconds: 60 };
    expect(await both.signedUrl(keyOf(there), answer)).toContain('/asked/');
    await expect(both.sizeOf(keyOf(nowhere))).rejects.toThrow();
    await expect(both.read(keyOf(nowhere))).rejects.toThrow();
  } finally {
    stage.s3.failFor(undefined);
  }
  await both.close();
});
