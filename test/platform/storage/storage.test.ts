import { describe, expect, test } from '@jest/globals';
import { Upload } from '@tus/server';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { Storage, StoredObject } from '../../../src/server/platform/storage/storage.js';
import { eventually } from '../../support/socket.js';
import { bytesOf, keyOf, places, someBytes, storageStage } from './places.js';

const stage = storageStage();

async function kept(storage: Storage, bytes: Buffer, part?: string): Promise<string> {
  const key = keyOf(bytes, part);
  await storage.keep(key, stage.file(bytes), 'text/plain');
  return key;
}

async function all(storage: Storage): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  for await (const object of storage.list()) objects.push(object);
  return objects;
}

const megabyte = 1024 * 1024;
const edges = [0, 1, 65_535, 65_536, 65_537, 5 * megabyte - 1, 5 * megabyte, 5 * megabyte + 1];
const sizes = [...edges, 8 * megabyte, 17 * megabyte, ...Array.from({ length: 6 }, () => randomInt(300_000))];

describe.each(places)('a %s', (place) => {
  test('gives back what it was given, byte for byte, and any range of it', async () => {
    const storage = stage.open(place);
    for (const size of sizes) {
      const bytes = someBytes(size);
      const key = await kept(storage, bytes);
      expect(bytes.equals((await bytesOf(storage, key))!)).toBe(true);
      expect(await storage.sizeOf(key)).toBe(size);
      if (size === 0) continue;
      const start = randomInt(size);
      const end = start + randomInt(size - start);
      for (const range of [
        { start, end },
        { start: 0, end: 0 },
        { start: size - 1, end: size + 99 },
      ]) {
        const read = (await storage.read(key, range))!;
        expect(read.size).toBe(size);
        expect(bytes.subarray(range.start, range.end + 1).equals(await buffer(read.stream))).toBe(true);
      }
    }
  });

  test('gives nothing of a range behind the end, with the size for whoever asks again', async () => {
    const storage = stage.open(place);
    const read = (await storage.read(await kept(storage, Buffer.from('tea')), { start: 3, end: 9 }))!;
    expect(read.size).toBe(3);
    expect((await buffer(read.stream)).length).toBe(0);
    const empty = (await storage.read(await kept(storage, Buffer.alloc(0)), { start: 0, end: 9 }))!;
    expect(empty.size).toBe(0);
    expect((await buffer(empty.stream)).length).toBe(0);
  });

  test('says that nothing is there where nothing is', async () => {
    const storage = stage.open(place);
    const key = keyOf(Buffer.from('never kept'));
    expect(await storage.read(key)).toBeNull();
    expect(await storage.read(key, { start: 5, end: 9 })).toBeNull();
    expect(await storage.has(key)).toBe(false);
    await storage.remove([key]);
    await storage.removeUpload('never-begun');
    expect(await all(storage)).toEqual([]);
  });

  test('lists what is kept and nothing else, and forgets what is removed', async () => {
    const storage = stage.open(place);
    const contents = Array.from({ length: 12 }, (_, size) => someBytes(size + 1));
    const keys: string[] = [];
    for (const bytes of contents) keys.push(await kept(storage, bytes), await kept(storage, bytes, 'thumb'));
    await storage.uploads.create(new Upload({ id: 'under-way', size: 5, offset: 0 }));
    const objects = await all(storage);
    expect(objects.map(({ key }) => key).sort()).toEqual([...keys].sort());
    expect(objects.find(({ key }) => key === keys[8])!.size).toBe(contents[4]!.length);
    expect(Math.abs(objects[0]!.changedAt.getTime() - Date.now())).toBeLessThan(60_000);
    await storage.remove(keys.slice(1));
    expect((await all(storage)).map(({ key }) => key)).toEqual([keys[0]]);
  });

  test('leaves what it has when it is given the same again, and mends what has another size', async () => {
    const storage = stage.open(place);
    const bytes = someBytes(70_000);
    const key = await kept(storage, bytes);
    const [before] = await all(storage);
    const again = stage.file(bytes);
    await storage.keep(key, again, 'text/plain');
    expect(existsSync(again)).toBe(true);
    expect(await all(storage)).toEqual([before]);
    await storage.keep(key, stage.file(bytes.subarray(5)), 'text/plain');
    expect(bytes.subarray(5).equals((await bytesOf(storage, key))!)).toBe(true);
  });

  test('keeps one of many who bring the same at once, while others remove its neighbour', async () => {
    const storage = stage.open(place);
    const bytes = someBytes(200_000);
    const key = keyOf(bytes);
    for (let round = 0; round < 5; round++) {
      const neighbour = await kept(storage, bytes, 'thumb');
      const keeps = Array.from({ length: 8 }, () => storage.keep(key, stage.file(bytes), 'text/plain'));
      await Promise.all([...keeps, storage.remove([neighbour])]);
      expect(bytes.equals((await bytesOf(storage, key))!)).toBe(true);
      expect((await all(storage)).map((object) => object.key)).toEqual([key]);
      await storage.remove([key]);
    }
  });

  test('goes on giving to who reads while it is removed', async () => {
    const storage = stage.open(place);
    const bytes = someBytes(5 * megabyte);
    const key = await kept(storage, bytes);
    const { stream } = (await storage.read(key))!;
    await once(stream, 'readable');
    await storage.remove([key]);
    expect(bytes.equals(await buffer(stream))).toBe(true);
    expect(await storage.has(key)).toBe(false);
  });

  test('frees what it holds when readers go away', async () => {
    const storage = stage.open(place);
    const key = await kept(storage, someBytes(5 * megabyte));
    const held = () => readdirSync('/dev/fd').length;
    const before = held();
    const readers = await Promise.all(Array.from({ length: 30 }, () => storage.read(key)));
    await Promise.all(readers.map((read) => once(read!.stream, 'readable')));
    expect(held()).toBeGreaterThanOrEqual(before + 30);
    for (const read of readers) read!.stream.destroy();
    await eventually(() => held() < before + 5, 'files or connections stay open');
  });

  test('takes nothing for a key that leads elsewhere', async () => {
    const storage = stage.open(place);
    const path = stage.file(Buffer.from('tea'));
    const hash = keyOf(Buffer.from('tea')).split('/')[0]!;
    for (const key of [
      '',
      '../../etc/passwd',
      `${hash}/../full`,
      hash,
      `${hash}/full/more`,
      `${hash}/Full\n`,
    ]) {
      await expect(storage.keep(key, path, 'text/plain')).rejects.toThrow('is no key');
      await expect((async () => storage.read(key))()).rejects.toThrow('is no key');
      await expect(storage.remove([key])).rejects.toThrow('is no key');
    }
    await expect((async () => storage.takeUpload('../../etc', path))()).rejects.toThrow('no such upload');
  });

  test('works, and says so', async () => {
    const storage = stage.open(place);
    await storage.check();
    await storage.sweep();
    expect(await all(storage)).toEqual([]);
    const free = await storage.free();
    expect(place === 'folder' ? free! > 0 : free === null).toBe(true);
  });
});
