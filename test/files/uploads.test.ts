import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { Client } from 'pg';
import sharp from 'sharp';
import { ContentsRepository, lockContent } from '../../src/server/files/keeping/contents.repository.js';
import { leftAfter, Scratch } from '../../src/server/files/keeping/scratch.js';
import { filePath } from '../../src/shared/paths.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { untilSomebodyWaits } from '../support/locks.js';
import { Tab } from '../support/socket.js';
import { beginUpload, idAt, tusHeaders, upload, uploaded } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Visitor;
let boris: Visitor;
let tab: Tab;
let room: number;
let anotherRoom: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [new Visitor(app.url), new Visitor(app.url)];
  await anna.register('anna');
  await boris.register('boris');
  room = await addRoom(app.database, 'pictures');
  anotherRoom = await addRoom(app.database, 'another');
  tab = await Tab.open(app.url, anna.cookieHeader);
  await tab.join('pictures');
  await tab.join('another');
});
afterAll(async () => {
  tab.close();
  await app.close();
});

const post = (files: number[], text = ''): Promise<MessageView> =>
  tab.must('message', { roomId: room, clientId: randomUUID(), text, files }) as Promise<MessageView>;

const bytesAt = async (visitor: Visitor, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(app.url + path, {
    headers: { cookie: visitor.cookieHeader, connection: 'close', ...headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    bytes: Buffer.from(await response.arrayBuffer()),
  };
};

describe('A file', () => {
  test('comes to whoever may read its message, byte for byte', async () => {
    const bytes = randomBytes(300_000);
    const file = await upload(anna, { room, name: 'notes.bin', bytes });
    expect(file).toMatchObject({ name: 'notes.bin', kind: 'other', size: 300_000 });
    expect((await bytesAt(boris, filePath(file))).status).toBe(404);
    const message = await post([file.id], 'look');
    expect(message.files).toEqual([file]);
    const got = await bytesAt(boris, filePath(file));
    expect(got.status).toBe(200);
    expect(got.bytes.equals(bytes)).toBe(true);
    expect(got.headers.get('content-disposition')).toContain('attachment');
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    const part = await bytesAt(boris, filePath(file), { range: 'bytes=10-19' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 10-19/300000']);
    expect(part.bytes.equals(bytes.subarray(10, 20))).toBe(true);
    const again = await bytesAt(boris, filePath(file), {
      'if-none-match': got.headers.get('etag')!,
      'cache-control': 'max-age=0',
    });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
  });

  test('that breaks off goes on where it stopped', async () => {
    const bytes = randomBytes(50_000);
    const { location } = await beginUpload(anna, { room, bytes }, { all: false });
    const id = idAt(location);
    const send = async (offset: number, part: Uint8Array) =>
      anna.request('PATCH', `/api/files/${id}`, part, {
        ...tusHeaders,
        'x-csrf-token': await anna.csrfToken(),
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
      });
    expect((await send(0, bytes.subarray(0, 20_000))).status).toBe(204);
    const head = await anna.request('HEAD', `/api/files/${id}`, undefined, tusHeaders);
    expect(head.headers.get('upload-offset')).toBe('20000');
    expect((await send(0, bytes)).status).toBe(409);
    expect((await boris.request('HEAD', `/api/files/${id}`, undefined, tusHeaders)).status).toBe(404);
    expect((await send(20_000, bytes.subarray(20_000))).status).toBe(204);
    const { file, ...rest } = await uploaded(anna, id);
    expect(rest).toEqual({ state: 'ready' });
    expect((await bytesAt(anna, filePath(file!))).bytes.equals(bytes)).toBe(true);
  });

  test('is a picture with sizes, and without the place where it was taken', async () => {
    const bytes = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#c33' } })
      .withExif({ IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
      .jpeg()
      .toBuffer();
    const file = await upload(anna, { room, name: 'door.jpg', bytes, alt: 'A red door' });
    expect(file).toMatchObject({
      kind: 'picture',
      width: 1200,
      height: 800,
      alt: 'A red door',
      hasThumb: true,
    });
    await post([file.id]);
    const full = await bytesAt(boris, filePath(file));
    expect((await sharp(full.bytes).metadata()).exif).toBeUndefined();
    expect(full.headers.get('content-type')).toBe('image/jpeg');
    const thumb = await bytesAt(boris, filePath(file, 'thumb'));
    expect(thumb.headers.get('content-type')).toBe('image/webp');
    expect(thumb.bytes.length).toBeLessThan(15_000);
  });
});

test('Files that come together are looked at three at a time', async () => {
  const bytes = randomBytes(1_000);
  // Whoever is about to keep these waits for whoever removes the same.
  const holder = new Client({ connectionString: app.database.url });
  await holder.connect();
  await holder.query('begin');
  await holder.query(lockContent, [createHash('sha256').update(bytes).digest()]);
  const begun = await Promise.all(Array.from({ length: 8 }, () => beginUpload(anna, { room, bytes })));
  const ids = begun.map(({ location }) => idAt(location));
  const lookedAt = () =>
    app.database.query('select from files where id = any($1) and looked_at is not null', [ids]);
  await untilSomebodyWaits(app.database, 3);
  expect(await lookedAt()).toHaveLength(3);
  await holder.end();
  for (const id of ids) expect((await uploaded(anna, id)).state).toBe('ready');
});

test('What a killed server left goes within hours; what is at work stays', async () => {
  const scratch = `${app.config.DATA_DIR}/scratch`;
  const old = new Date(Date.now() - 2 * leftAfter);
  for (const name of ['killed', 'at-work']) {
    await mkdir(`${scratch}/${name}`, { recursive: true });
    await writeFile(`${scratch}/${name}/sent`, 'some of it');
    await utimes(`${scratch}/${name}`, old, old);
  }
  await utimes(`${scratch}/killed/sent`, old, old);
  await app.app.get(Scratch).clear();
  expect(await readdir(scratch)).toEqual(['at-work']);

  const ofForms = await app.database.query<{ id: number }>(
    `insert into files (uploader_id, room_id, name, size, state, looked_at, created_at)
     select 1, $1, 'sent', 1, 'looking', 'infinity', now() - age from unnest($2::interval[]) age returning id`,
    [room, ['2 hours', '10 minutes']],
  );
  await app.app.get(ContentsRepository).letGoOfBroken();
  const left = 'select id from files where id = any($1) and gone_at is null';
  expect(await app.database.query(left, [ofForms.map(({ id }) => id)])).toEqual([ofForms[1]]);
});

describe('A message', () => {
  test('takes only files of its author for its room that are there, each once', async () => {
    const [mine, elsewhere, theirs] = await Promise.all([
      upload(anna, { room, bytes: 'mine' }),
      upload(anna, { room: anotherRoom, bytes: 'elsewhere' }),
      upload(boris, { room, bytes: 'theirs' }),
    ]);
    const refusalOf = (files: number[], text = 'x') =>
      tab.refusal('message', { roomId: room, clientId: randomUUID(), text, files });
    expect(await refusalOf([elsewhere.id])).toMatchObject({ code: 'not_found' });
    expect(await refusalOf([mine.id, theirs.id])).toMatchObject({ code: 'not_found' });
    expect(await refusalOf([mine.id, mine.id])).toMatchObject({ code: 'invalid' });
    expect(await refusalOf([mine.id], '/topic x')).toMatchObject({ code: 'invalid' });
    expect(await refusalOf([], '')).toMatchObject({ code: 'invalid' });
    await post([mine.id]);
    expect(await refusalOf([mine.id])).toMatchObject({ code: 'not_found' });
  });

  test('that is sent again with its files is the stored one', async () => {
    const files = [(await upload(anna, { room, bytes: 'first' })).id];
    const send = { roomId: room, clientId: randomUUID(), text: '', files };
    const [one, two] = await Promise.all([tab.must('message', send), tab.must('message', send)]);
    expect(two).toEqual(one);
    expect(await tab.must('message', send)).toEqual(one);
    expect(await tab.refusal('message', { ...send, text: 'x', files: [] })).toMatchObject({
      code: 'conflict',
    });
  });

  test('that is deleted takes its files with it, but not the same bytes of another one', async () => {
    const bytes = randomBytes(1000);
    const [one, two] = [await upload(anna, { room, bytes }), await upload(boris, { room, bytes })];
    const message = await post([one.id]);
    const theirs = await Tab.open(app.url, boris.cookieHeader);
    await theirs.join('pictures');
    const other = (await theirs.must('message', {
      ...{ roomId: room, clientId: randomUUID(), text: '', files: [two.id] },
    })) as MessageView;
    const kept = () => readdir(`${app.config.DATA_DIR}/files`, { recursive: true });
    const sizeOf = async () => (await kept()).filter((name) => name.endsWith('full')).length;
    const before = await sizeOf();
    expect(await tab.must('delete', { messageId: message.id })).not.toHaveProperty('files');
    expect((await bytesAt(anna, filePath(one))).status).toBe(404);
    await until(
      async () => (await app.database.query('select from files where id = $1', [one.id])).length === 0,
    );
    expect(await sizeOf()).toBe(before);
    expect((await bytesAt(anna, filePath(two))).bytes.equals(bytes)).toBe(true);
    await theirs.must('delete', { messageId: other.id });
    await until(async () => (await sizeOf()) === before - 1);
    theirs.close();
  });
});

async function until(is: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await is()); tries++) {
    if (tries > 100) throw new Error('It never came to be.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
