/** How much may be sent: each refusal names the number, and what is deleted makes room again. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import { STORAGE } from '../../src/server/files/keeping/kept-files.js';
import { leftFree } from '../../src/server/files/uploads/upload-limits.js';
import type { Storage } from '../../src/server/platform/storage/storage.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { beginUpload, idAt, tusHeaders, uploaded } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Visitor;
let boris: Visitor;
let tab: Tab;
let room: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off', FILE_MB: '1', PERSON_FILES_MB: '2' });
  [anna, boris] = [new Visitor(app.url), new Visitor(app.url)];
  await anna.register('anna');
  await boris.register('boris');
  room = await addRoom(app.database, 'files');
  tab = await Tab.open(app.url, anna.cookieHeader);
  await tab.join('files');
});
afterAll(async () => {
  tab.close();
  await app.close();
});

const megabyte = 1_000_000;

const begin = (who: Visitor, size: number, all = false) =>
  beginUpload(who, { room, bytes: randomBytes(size) }, { all });

async function expectTooMuch(who: Visitor, size: number, sentence: string): Promise<void> {
  const { status, body } = await begin(who, size);
  expect([status, JSON.parse(body)]).toEqual([
    413,
    expect.objectContaining({ code: 'too_large', detail: sentence }),
  ]);
}

/** Its id, once it is there. */
async function sent(who: Visitor, size: number): Promise<number> {
  const { status, location } = await begin(who, size, true);
  expect(status).toBe(201);
  const id = idAt(location);
  expect((await uploaded(who, id)).state).toBe('ready');
  return id;
}

const giveUp = async (who: Visitor, id: number) =>
  (await who.request('DELETE', `/api/files/${id}`, undefined, { 'x-csrf-token': await who.csrfToken() }))
    .status;

test('One file has its limit', async () => {
  await expectTooMuch(anna, megabyte + 1, 'This file is too large: at most 1 MB.');
  const { status, location } = await begin(anna, megabyte);
  expect(status).toBe(201);
  expect(await giveUp(anna, idAt(location))).toBe(204);
});

test('A person has one for all of theirs: what is under way counts, what was given up or deleted does not', async () => {
  const [first, under] = [await sent(anna, megabyte), idAt((await begin(anna, megabyte)).location)];
  const full = 'All your files together may have 2 MB. Delete messages with large ones first.';
  await expectTooMuch(anna, 1, full);
  expect(await giveUp(anna, under)).toBe(204);
  const second = await sent(anna, megabyte);
  await expectTooMuch(anna, 1, full);
  // Other people have their own.
  expect(await giveUp(boris, idAt((await begin(boris, megabyte)).location))).toBe(204);
  const { id } = (await tab.must('message', {
    roomId: room,
    clientId: randomUUID(),
    text: '',
    files: [first, second],
  })) as { id: number };
  await expectTooMuch(anna, 1, full);
  await tab.must('delete', { messageId: id });
  await soon(async () => expect(await giveUp(anna, idAt((await begin(anna, megabyte)).location))).toBe(204));
});

test('What was refused counts for nothing', async () => {
  const before = await app.database.query('select id from files where gone_at is null');
  await expectTooMuch(anna, megabyte + 1, 'This file is too large: at most 1 MB.');
  expect(await app.database.query('select id from files where gone_at is null')).toEqual(before);
});

test('500 MB stay free beside what was promised to others, and a second copy', async () => {
  const carla = new Visitor(app.url);
  await carla.register('carla');
  const disk: Partial<Storage> = app.app.get<Storage>(STORAGE);
  const isLeft = (bytes: number) => (disk.free = () => Promise.resolve(leftFree + bytes));
  const next = async (id: number, offset: number) =>
    carla.request('PATCH', `/api/files/${id}`, randomBytes(megabyte / 2), {
      ...tusHeaders,
      'x-csrf-token': await carla.csrfToken(),
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
    });
  isLeft(2.5 * megabyte);
  const large = idAt((await begin(carla, megabyte)).location);
  expect((await begin(boris, megabyte)).status).toBe(503);
  const small = await begin(boris, megabyte / 2);
  expect(small.status).toBe(201);

  // Something else fills the disk meanwhile: whoever was first goes on as soon as there is room for them.
  isLeft(2 * megabyte - 1);
  const { status, body } = await next(large, 0);
  expect([status, JSON.parse(body)]).toEqual([503, expect.objectContaining({ code: 'unavailable' })]);
  isLeft(2 * megabyte);
  expect((await next(large, 0)).status).toBe(204);
  isLeft(1.5 * megabyte);
  expect((await next(large, megabyte / 2)).status).toBe(204);
  delete disk.free;
  expect((await uploaded(carla, large)).state).toBe('ready');
  expect(await giveUp(carla, large)).toBe(204);
  expect(await giveUp(boris, idAt(small.location))).toBe(204);
});

test('The server has one for all of them: what is under way counts', async () => {
  const small = await startApp({ RATE_LIMITS: 'off', SERVER_FILES_MB: '2' });
  const carla = new Visitor(small.url);
  await carla.register('carla');
  room = await addRoom(small.database, 'files');
  const kept = await sent(carla, megabyte);
  expect((await begin(carla, megabyte)).status).toBe(201);
  await expectTooMuch(
    carla,
    1,
    'All files of this server together may have 2 MB. Ask an administrator for more.',
  );
  expect(await giveUp(carla, kept)).toBe(204);
  await soon(async () => expect((await begin(carla, megabyte)).status).toBe(201));
  await small.close();
});
