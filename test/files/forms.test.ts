/** Files from people who have no scripts: the composer's form carries them. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { FileView } from '../../src/shared/files.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { rawConnection } from '../support/raw-http.js';
import { soon } from '../support/socket.js';
import { beginUpload } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Visitor;
let boris: Visitor;
let plain: number;

beforeAll(async () => {
  app = await startApp({ FILE_MB: '1', PERSON_FILES_MB: '2', RATE_LIMITS: 'off' });
  [anna, boris] = [new Visitor(app.url), new Visitor(app.url)];
  await anna.register('anna');
  await boris.register('boris');
  plain = await addRoom(app.database, 'plain');
  await addRoom(app.database, 'news', { posting: 'admins' });
});
afterAll(() => app.close());

interface Form {
  text?: string;
  files?: [name: string, bytes: Uint8Array | string][];
  token?: string;
  cookie?: string;
  clientId?: string;
  thread?: number;
}

async function send({ text = '', files = [], token, cookie, clientId = randomUUID(), thread }: Form) {
  const own = await anna.csrfToken();
  const form = new FormData();
  form.set('_csrf', token ?? own);
  form.set('clientId', clientId);
  form.set('text', text);
  form.set('alt', 'A door');
  for (const [name, bytes] of files) form.append('file', new File([bytes], name));
  const response = await fetch(`${app.url}/chat/plain${thread ? `/thread/${thread}` : ''}/messages`, {
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

const unsent = () => app.database.query('select id from files where message_id is null and gone_at is null');

const messages = async () => {
  const { body } = await anna.get(`/api/rooms/${plain}/messages`, { accept: 'application/json' });
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
  const command = await send({ text: '/help', files: [['one.txt', 'first']] });
  expect(command.body).toContain('A command takes no files.');
  expect(await messages()).toHaveLength(before);
  expect(await unsent()).toEqual([]);
});

test('of strangers, and of pages that are not ours, are not read', async () => {
  const before = (await messages()).length;
  expect((await send({ files: [['x', 'x']], cookie: '' })).status).toBe(401);
  expect((await send({ files: [['x', 'x']], token: 'made up' })).status).toBe(403);
  expect(await messages()).toHaveLength(before);
  expect(await app.database.query(`select from files where message_id is null and name = 'x'`)).toEqual([]);
});

test('that come again, as their answer was lost, are one message; other ones are none', async () => {
  const before = (await messages()).length;
  const form: Form = { text: 'Twice', clientId: randomUUID(), files: [['one.txt', 'first']] };
  const twice = randomUUID();
  const [first, again] = [await send(form), await send(form)];
  expect([again.status, again.location]).toEqual([303, first.location]);
  const [one, other] = await Promise.all([
    send({ ...form, clientId: twice }),
    send({ ...form, clientId: twice }),
  ]);
  expect([one.status, other.status, other.location]).toEqual([303, 303, one.location]);
  expect(await messages()).toHaveLength(before + 2);
  const another = await send({ ...form, files: [['one.txt', 'second']] });
  expect([another.status, another.body]).toEqual([
    409,
    expect.stringContaining('This page has sent another text already.'),
  ]);
  expect(await messages()).toHaveLength(before + 2);
  const answer = { ...form, clientId: randomUUID(), thread: 1 };
  const [answered, answeredAgain] = [await send(answer), await send(answer)];
  expect([answered.status, answeredAgain.location]).toEqual([303, answered.location]);
  expect(await messages()).toHaveLength(before + 3);
  expect(await unsent()).toEqual([]);
});

/** A form of which as much is sent as stands here, and then nothing; of a hundred kilobytes unless said. */
async function begun(parts: string, { who = anna, room = 'plain', size = 100_000, token }: Begun = {}) {
  const socket = await rawConnection(app.url);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const fields =
    field('_csrf', token ?? (await who.csrfToken())) +
    field('clientId', randomUUID()) +
    field('text', 'words');
  socket.write(
    [
      `POST /chat/${room}/messages HTTP/1.1`,
      'Host: x',
      `Cookie: ${who.cookieHeader}`,
      'Accept: text/html',
      'Sec-Fetch-Site: same-origin',
      'Content-Type: multipart/form-data; boundary=edge',
      `Content-Length: ${size === 'as sent' ? (fields + parts).length : size}`,
      '',
      fields + parts,
    ].join('\r\n'),
  );
  return { socket, answer: () => answer };
}

interface Begun {
  who?: Visitor;
  room?: string;
  size?: number | 'as sent';
  token?: string;
}

const part = (disposition: string, bytes: string) =>
  `--edge\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${bytes}`;
const field = (name: string, value: string) => part(`name="${name}"`, `${value}\r\n`);
const file = (name: string, bytes: string) => part(`name="file"; filename="${name}"`, bytes);
const whole = (place: number) => file(`${place}.txt`, 'x\r\n');
const half = file('half.txt', 'half');

describe('that break off end nothing but themselves', () => {
  test.each([
    [
      'at a part without a name',
      `--edge\r\nContent-Disposition: form-data; name="file"\r\nContent-Type: application/octet-stream\r\n\r\nhalf`,
    ],
    ['in the only file', half],
    ['in the second one, while the first is looked at', whole(1) + half],
    ['in one more than a message takes', [...Array(10).keys()].map(whole).join('') + half],
    ['after the head of a part that is none', `${whole(1)}--edge\r\n:\r\n\r\nhalf`],
    ['in a file of which nobody wants to know', half, 'made up'],
  ])('%s', async (_, parts, ...[token]: string[]) => {
    for (const wait of [5, 100]) {
      const { socket } = await begun(parts, { token });
      await pause(wait);
      socket.destroy();
    }
    await pause(100);
    expect((await anna.get('/health/live')).status).toBe(200);
    await soon(async () => expect(await unsent()).toEqual([]));
  });

  test('whole, but for their end', async () => {
    const { socket, answer } = await begun(half, { size: 'as sent' });
    await soon(() => expect(answer()).toContain('The form did not arrive whole. Send it again.'));
    socket.destroy();
  });
});

describe('are refused before they have come', () => {
  const refused = async (sentence: string, parts: string, more?: Begun) => {
    const { socket, answer } = await begun(parts, more);
    await soon(() => expect(answer()).toContain(sentence));
    socket.destroy();
  };

  test('where there is no room for them', () =>
    refused('All your files together may have 2 MB.', half, { size: 3_000_000 }));

  test('where their sender may not write', () =>
    refused('You cannot write in this room.', half, { who: boris, room: 'news' }));

  test('where enough of their sender is under way', async () => {
    const { location } = await beginUpload(boris, { room: plain, bytes: 'never' }, { all: false });
    const waits = Array.from({ length: 32 }, () => boris.get(`${location}?wait=20`));
    await refused('Too many files at once.', half, { who: boris });
    await boris.request('DELETE', location!, undefined, { 'x-csrf-token': await boris.csrfToken() });
    for (const { status } of await Promise.all(waits)) expect(status).toBe(404);
  });
});
