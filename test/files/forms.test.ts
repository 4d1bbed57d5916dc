/** Files from people who have no scripts: the composer's form carries them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { FileView } from '../../src/shared/files.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Visitor;

beforeAll(async () => {
  app = await startApp({ FILE_MB: '1' });
  anna = new Visitor(app.url);
  await anna.register('anna');
  await addRoom(app.database, 'plain');
});
afterAll(() => app.close());

interface Form {
  text?: string;
  files?: [name: string, bytes: Uint8Array | string][];
  token?: string;
  cookie?: string;
}

async function send({ text = '', files = [], token, cookie }: Form) {
  const own = await anna.csrfToken();
  const form = new FormData();
  form.set('_csrf', token ?? own);
  form.set('clientId', randomUUID());
  form.set('text', text);
  form.set('alt', 'A door');
  for (const [name, bytes] of files) form.append('file', new File([bytes], name));
  const response = await fetch(`${app.url}/chat/plain/messages`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: {
      cookie: cookie ?? anna.cookieHeader,
      accept: 'text/html',
      connection: 'close',
      'sec-fetch-site': 'same-origin',
    },
  });
  return { status: response.status, location: response.headers.get('location'), body: await response.text() };
}

const messages = async () => {
  const { body } = await anna.get('/api/rooms/1/messages', { accept: 'application/json' });
  return (JSON.parse(body) as { messages: { text: string; files?: FileView[] }[] }).messages;
};

test('come with a text, in their order, or alone', async () => {
  const reply = await send({
    text: 'Two of them',
    files: [
      ['one.txt', 'first'],
      ['two.bin', new Uint8Array([0, 1, 2])],
    ],
  });
  expect([reply.status, reply.location]).toEqual([303, '/chat/plain#m1']);
  expect((await send({ files: [['alone.txt', 'third']] })).status).toBe(303);
  const [both, alone] = await messages();
  expect(both!.text).toBe('Two of them');
  expect(both!.files!.map(({ name, size, alt }) => ({ name, size, alt }))).toEqual([
    { name: 'one.txt', size: 5, alt: 'A door' },
    { name: 'two.bin', size: 3, alt: 'A door' },
  ]);
  expect([alone!.text, alone!.files!.length]).toEqual(['', 1]);
});

test('are not needed', async () => {
  const before = (await messages()).length;
  expect((await send({ text: 'no file', files: [['', '']] })).status).toBe(303);
  expect((await messages()).at(-1)).not.toHaveProperty('files');
  const nothing = await send({ text: ' ' });
  expect(nothing.status).toBe(422);
  expect(nothing.body).toContain('The message is empty. Write something first.');
  expect(await messages()).toHaveLength(before + 1);
});

test('that are refused leave nothing behind, and the text in the form', async () => {
  const before = (await messages()).length;
  const large = await send({ text: 'my words', files: [['large', new Uint8Array(1_000_001)]] });
  expect([large.status, large.body]).toEqual([413, expect.stringContaining('at most 1 MB')]);
  const broken = await send({
    text: 'my words',
    files: [['door.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2])]],
  });
  expect(broken.body).toContain('my words');
  const many = await send({
    text: 'my words',
    files: Array.from({ length: 11 }, (_, place) => [`${place}.txt`, 'x'] as [string, string]),
  });
  expect(many.body).toContain('A message takes at most 10 files.');
  expect(await messages()).toHaveLength(before);
});

test('of strangers, and of pages that are not ours, are not read', async () => {
  const before = (await messages()).length;
  expect((await send({ files: [['x', 'x']], cookie: '' })).status).toBe(401);
  expect((await send({ files: [['x', 'x']], token: 'made up' })).status).toBe(403);
  expect(await messages()).toHaveLength(before);
  expect(await app.database.query(`select from files where message_id is null and name = 'x'`)).toEqual([]);
});
