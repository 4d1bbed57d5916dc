/** Programs that do not keep to the protocol, by mistake or not: each is told so, and nothing stays of what they began. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type ApiReply, type Caller, newCaller } from '../support/operations/caller.js';
import { rawAnswer } from '../support/raw-http.js';
import { soon } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let room: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  room = await addRoom(app.database, 'files', { members: [anna.user] });
});
afterAll(() => app.close());

const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64');
const tus = { 'tus-resumable': '1.0.0' };
const bytes = { 'content-type': 'application/offset+octet-stream' };
const metadata = () => `room ${base64(String(room))},filename ${base64('notes.txt')}`;

const begin = (headers: Record<string, string> = {}, body?: string) =>
  anna.call('POST', '/api/files', body, {
    ...tus,
    'upload-length': '5',
    'upload-metadata': metadata(),
    ...headers,
  });
const begun = async (): Promise<string> => {
  const { status, headers } = await begin();
  expect(status).toBe(201);
  return headers.get('location')!;
};
const part = (path: string, body: string | undefined, headers: Record<string, string> = {}) =>
  anna.call('PATCH', path, body, { ...tus, ...bytes, 'upload-offset': '0', ...headers });
const offsetOf = async (path: string) =>
  (await anna.call('HEAD', path, undefined, tus)).headers.get('upload-offset');

/** A refusal says what is wrong in a sentence, and is never a fault of the server. */
function expectRefusal({ status, body }: ApiReply<unknown>, wanted: number, sentence = ''): void {
  expect([status, body]).toEqual([
    wanted,
    expect.objectContaining({ status: wanted, detail: expect.stringMatching(/^[A-Z].+\.$/) as unknown }),
  ]);
  expect((body as { detail: string }).detail).toContain(sentence);
}

/** Rows and folders of uploads, but for what was taken. */
async function expectNothingLeft(taken: string[] = []): Promise<void> {
  const ids = taken.map((path) => path.split('/').at(-1)!);
  await soon(async () => {
    const rows = await app.database.query<{ id: string }>(`select id from files where state = 'arriving'`);
    expect(rows.map(({ id }) => String(id))).toEqual(ids);
    expect((await readdir(`${app.config.DATA_DIR}/files/uploads`)).sort()).toEqual([...ids].sort());
  });
}

describe('Nothing begins', () => {
  test.each([
    '-1',
    'NaN',
    '1.5',
    '',
    '1e3',
    '0x10',
    '05',
    'Infinity',
    '9007199254740993',
    '99999999999999999999',
    '5, 5',
  ])('with a length of %j', async (length) => expectRefusal(await begin({ 'upload-length': length }), 422));

  test('with a length that is told later, nor of parts that are put together', async () => {
    expectRefusal(await begin({ 'upload-defer-length': '1' }), 422, 'creation-defer-length');
    for (const concat of ['partial', 'final;/api/files/1 /api/files/2', 'something else'])
      expectRefusal(await begin({ 'upload-concat': concat }), 422);
  });

  test('in another version of the protocol, or in none', async () => {
    for (const version of ['0.2.2', '']) {
      const { status, headers, body } = await begin({ 'tus-resumable': version });
      expect([status, headers.get('tus-version')]).toEqual([412, '1.0.0']);
      expect(body).toBe('Send the header Tus-Resumable: 1.0.0.\n');
    }
  });

  test.each([
    ['of no pairs', 'room !!!'],
    ['of nothing', ' '],
    ['with a key twice', `room MQ==,room MQ==`],
    ['with the keys of every object', `__proto__ MQ==,constructor MQ==`],
    ['without a room', `filename ${base64('x')}`],
    ['with a room that is no number', `room ${base64('x')}`],
    ['with a room that is below all', `room ${base64('-1')}`],
    ['with a room beyond all', `room ${base64('9'.repeat(30))}`],
    ['with a description of NUL', `room MQ==,alt ${base64('a\0b')}`],
    ['with a description without end', `room MQ==,alt ${base64('x'.repeat(1_001))}`],
  ])('with metadata %s', async (_, value) => expectRefusal(await begin({ 'upload-metadata': value }), 422));

  test('with metadata of a megabyte', async () => {
    const filename = 'A'.repeat(1_000_000);
    const { status } = await begin({ 'upload-metadata': `${metadata()},alt ${filename}` });
    expect(status).toBe(431);
  });

  test('with more bytes than it says', async () => {
    expectRefusal(await begin(bytes, 'more than five'), 413);
    const chunked = [
      'POST /api/files HTTP/1.1',
      'Host: samovar',
      `Authorization: Bearer ${anna.token}`,
      'Connection: close',
      'Tus-Resumable: 1.0.0',
      'Upload-Length: 5',
      `Upload-Metadata: ${metadata()}`,
      'Transfer-Encoding: chunked',
      'Content-Type: application/offset+octet-stream',
      '',
      'e',
      'more than five',
      '0',
      '',
      '',
    ].join('\r\n');
    expect((await rawAnswer(app.url, chunked)).status).toBe(413);
  });

  afterAll(() => expectNothingLeft());
});

test('Metadata that is no text is read as far as it is one, and two proxies may have passed it on', async () => {
  const half = base64(Buffer.from([0xed, 0xa0, 0x80]));
  const metadata = `room ${base64(String(room))},filename ${half},alt ${half},waveform ${base64('loud')}`;
  const { status, headers } = await begin({
    'upload-metadata': metadata,
    'x-forwarded-proto': 'https, http',
  });
  expect(status).toBe(201);
  const path = headers.get('location')!;
  expect((await part(path, 'hello')).status).toBe(204);
  const { file } = await anna.must<{ file: object }>('GET', `${path}?wait=20`);
  expect(file).toMatchObject({ name: 'file', alt: '\ufffd'.repeat(3), look: 'hello' });
  expect(file).not.toHaveProperty('waveform');
});

describe('An upload that was begun', () => {
  test('takes a part only where it stopped, as bytes, and no more than it said', async () => {
    const path = await begun();
    for (const offset of ['-1', 'x', '', '1e1', '99999999999999999999'])
      expectRefusal(await part(path, 'he', { 'upload-offset': offset }), 422);
    for (const offset of ['1', '5', '6'])
      expectRefusal(await part(path, 'he', { 'upload-offset': offset }), 409, 'where the upload stopped');
    expectRefusal(await part(path, 'he', { 'content-type': 'text/plain' }), 422);
    expectRefusal(await anna.call('PATCH', path, undefined, { ...tus, 'upload-offset': '0' }), 422);
    expectRefusal(await part(path, 'more than five'), 413);
    expectRefusal(await part(path, 'he', { 'upload-length': '2' }), 422);
    expect((await part(path, 'he', { 'tus-resumable': '0.2.2' })).status).toBe(412);
    expect(await offsetOf(path)).toBe('0');
    expect((await part(path, 'he')).status).toBe(204);
    expectRefusal(await part(path, 'more', { 'upload-offset': '2' }), 413);
    await expectNothingLeft([path]);
    expect((await part(path, 'llo', { 'upload-offset': '2' })).status).toBe(204);
    expectRefusal(await part(path, '!', { 'upload-offset': '5' }), 409, 'All of this file has come already.');
    const { file } = await anna.must<{ file: object }>('GET', `${path}?wait=20`);
    expect(file).toMatchObject({ size: 5, look: 'hello' });
  });

  test('is what one of two said, where both send it at once', async () => {
    const path = await begun();
    const replies = await Promise.all([part(path, 'Anna!'), part(path, 'Boris')]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
    const winner = replies[0].status === 204 ? 'Anna!' : 'Boris';
    const { file } = await anna.must<{ file: object }>('GET', `${path}?wait=20`);
    expect(file).toMatchObject({ look: winner });
  });

  test('that is given up takes nothing more', async () => {
    const path = await begun();
    expect((await anna.call('DELETE', path, undefined, tus)).status).toBe(204);
    expectRefusal(await part(path, 'hello'), 404);
    expect((await anna.call('DELETE', path, undefined, tus)).status).toBe(404);
  });

  afterAll(() => expectNothingLeft());
});

test.each([
  '..',
  '%2e%2e',
  '1%2f..%2f2',
  '1%00',
  '1%0a',
  '-1',
  '1e3',
  '0',
  '9'.repeat(20),
  'info',
  '%',
  '%ff',
  '1/../2',
])('No file has the id %s', async (id) => {
  const asks = ['HEAD', 'GET', 'PATCH', 'DELETE'].map((method) => [method, `/api/files/${id}`] as const);
  for (const [method, path] of [...asks, ['GET', `/files/${id}/x`] as const]) {
    const request = [
      `${method} ${path} HTTP/1.1`,
      'Host: samovar',
      `Authorization: Bearer ${anna.token}`,
      'Tus-Resumable: 1.0.0',
      'Upload-Offset: 0',
      'Content-Type: application/offset+octet-stream',
      'Content-Length: 0',
      'Connection: close',
      '',
      '',
    ].join('\r\n');
    expect([400, 404]).toContain((await rawAnswer(app.url, request)).status);
  }
});
