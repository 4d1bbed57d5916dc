import { expect, test } from '@jest/globals';
import { Upload } from '@tus/server';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/socket.js';
import { bytesOf, hashOf, keyOf, someBytes, storageStage } from './places.js';
import { begin, offsetOf, standing, tus } from './tus.js';
import { serveUploads } from './upload-server.js';

const stage = storageStage();

function newFolder() {
  const url = stage.urlOf('folder');
  return { folder: fileURLToPath(url), storage: stage.open('folder', url) };
}

/** Everything in it but the folder itself. */
const inside = (folder: string) =>
  readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)));

test('nobody else on the machine can read what is kept', async () => {
  const { folder, storage } = newFolder();
  await storage.check();
  const path = stage.file(Buffer.from('tea'));
  chmodSync(path, 0o644);
  const key = keyOf(Buffer.from('tea'));
  await storage.keep(key, path, 'text/plain');
  const server = await serveUploads(storage);
  await tus(await begin(server.address, 5), { method: 'PATCH', offset: 0, body: Buffer.from('tea') });
  await server.close();
  for (const each of [folder, ...inside(folder)]) expect(statSync(each).mode & 0o077).toBe(0);
  expect(readFileSync(storage.pathOf!(key), 'utf8')).toBe('tea');
  expect(existsSync(path)).toBe(false);
});

test('a folder goes with its last object', async () => {
  const { folder, storage } = newFolder();
  const [one, other] = [keyOf(Buffer.from('tea')), keyOf(Buffer.from('tea'), 'thumb')];
  for (const key of [one, other]) await storage.keep(key, stage.file(Buffer.from('tea')), 'text/plain');
  await storage.remove([one]);
  expect(existsSync(storage.pathOf!(other))).toBe(true);
  await storage.remove([other]);
  expect(inside(folder)).toEqual([]);
});

test('what comes from another disk arrives, too, and what broke on its way is swept away', async () => {
  const { folder, storage } = newFolder();
  await storage.check();
  // On Linux, memory is another disk.
  const disk = existsSync('/dev/shm') ? '/dev/shm' : stage.scratch;
  const bytes = someBytes(100_000);
  const path = join(disk, `samovar-${process.pid}`);
  writeFileSync(path, bytes);
  await storage.keep(keyOf(bytes), path, 'text/plain');
  expect(bytes.equals((await bytesOf(storage, keyOf(bytes)))!)).toBe(true);
  const incoming = join(folder, 'incoming');
  expect(readdirSync(incoming)).toEqual([]);
  for (const name of ['old', 'young']) writeFileSync(join(incoming, name), 'half of it');
  const longAgo = new Date(Date.now() - 2 * 60 * 60 * 1000);
  utimesSync(join(incoming, 'old'), longAgo, longAgo);
  await storage.sweep();
  expect(readdirSync(incoming)).toEqual(['young']);
});

test('what a system leaves in a folder is no upload, and keeps nothing from being swept', async () => {
  const { folder, storage } = newFolder();
  await storage.check();
  await storage.uploads.create(new Upload({ id: 'old', size: 5, offset: 0 }));
  const incoming = join(folder, 'incoming', 'half-of-it');
  for (const path of [incoming, join(folder, 'uploads', '.DS_Store'), join(folder, 'uploads', 'Icon')])
    writeFileSync(path, '');
  stage.age(`file://${folder}`);
  const uploads: string[] = [];
  for await (const { id } of storage.listUploads()) uploads.push(id);
  expect(uploads).toEqual(['old']);
  await storage.sweep();
  expect(readdirSync(join(folder, 'uploads')).sort()).toEqual(['.DS_Store', 'Icon']);
  expect(existsSync(incoming)).toBe(false);
});

test('after a power cut an upload goes on behind what was flushed, whatever the disk has behind it', async () => {
  const { folder, storage } = newFolder();
  const server = await serveUploads(storage);
  const bytes = someBytes(20_000_000);
  const url = await begin(server.address, bytes.length);
  const patch = standing(url, 0, bytes.length);
  await patch.send(bytes.subarray(0, 12_000_000));
  const uploads = join(folder, 'uploads', url.split('/').at(-1)!);
  const notes = () => inside(uploads).find((path) => path.endsWith('.safe'));
  await eventually(() => notes() !== undefined && statSync(notes()!).size > 0, 'nothing is flushed');
  // The disk as the cut leaves it: zeros behind what was flushed, half a line behind the last.
  const { folder: after, storage: later } = newFolder();
  cpSync(folder, after, { recursive: true });
  patch.breakOff();
  await server.close();
  const left = notes()!.replace(folder, after);
  const flushed = Number(readFileSync(left, 'utf8').split('\n')[0]);
  appendFileSync(left, '99999');
  writeFileSync(
    left.replace('.safe', ''),
    Buffer.concat([bytes.subarray(0, flushed), Buffer.alloc(9_000_000)]),
  );
  const restarted = await serveUploads(later);
  const again = url.replace(server.address, restarted.address);
  expect(await offsetOf(again)).toBe(flushed);
  await tus(again, { method: 'PATCH', offset: flushed, body: bytes.subarray(flushed) });
  const path = join(stage.scratch, 'after-the-cut');
  await later.takeUpload(again.split('/').at(-1)!, path);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  await restarted.close();
});

test('what came in one go is not read again to name it by its bytes: its SHA-256 is known', async () => {
  const { folder, storage } = newFolder();
  const server = await serveUploads(storage);
  const bytes = someBytes(1_000_001);
  const url = await begin(server.address, bytes.length);
  await tus(url, { method: 'PATCH', offset: 0, body: bytes });
  await server.close();
  const id = url.split('/').at(-1)!;
  const digest = hashOf(bytes);
  const [piece] = inside(join(folder, 'uploads', id)).filter((path) => path.endsWith(digest));
  // Other bytes, of which nobody would know without reading them.
  writeFileSync(piece!, Buffer.alloc(bytes.length));
  const taken = await storage.takeUpload(id, join(stage.scratch, 'in-one-go'));
  expect(taken.toString('hex')).toBe(digest);
});

test('who runs the server is told which folder cannot be written', async () => {
  const { folder, storage } = newFolder();
  mkdirSync(dirname(folder), { recursive: true });
  writeFileSync(folder, 'a file where the folder should be');
  await expect(storage.check()).rejects.toThrow(
    `The folder ${folder}, where files are kept, cannot be written (EEXIST). Give it to the user that the server runs as`,
  );
});
