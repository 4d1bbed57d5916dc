/** What attackers send: what is kept of it, under which name, and how it is served. Over the real server, as anybody's browser asks. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { FileView } from '../../src/shared/files.js';
import { filePath } from '../../src/shared/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { soon, Tab } from '../support/socket.js';
import { beginUpload, idAt, type Sent, upload, uploaded } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';
import { halves, pixelBomb } from '../platform/media/made-pictures.js';

let app: TestApp;
let mallory: Visitor;
let anna: Visitor;
let tab: Tab;
let room: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [mallory, anna] = [new Visitor(app.url), new Visitor(app.url)];
  await mallory.register('mallory');
  await anna.register('anna');
  room = await addRoom(app.database, 'pictures');
  tab = await Tab.open(app.url, mallory.cookieHeader);
  await tab.join('pictures');
});
afterAll(async () => {
  tab.close();
  await app.close();
});

const script = '<script>alert(document.domain)</script>';

/** Mallory posts it, and Anna's browser asks for it. */
async function posted(sent: Omit<Sent, 'room'>, size?: 'page' | 'thumb') {
  const file = await upload(mallory, { room, ...sent });
  await tab.must('message', { roomId: room, clientId: randomUUID(), text: '', files: [file.id] });
  return { file, got: await asked(file, size) };
}

async function asked(file: FileView, size?: 'page' | 'thumb') {
  const { headers, body, status } = await anna.get(filePath(file, size));
  expect(status).toBe(200);
  // Whatever it is, it is no document of ours, runs nothing, and no other site shows it.
  expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  const [disposition] = headers.get('content-disposition')!.split(';');
  return { type: headers.get('content-type'), disposition, body, headers };
}

describe('What a browser might run', () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`;
  const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`;

  test.each([
    ['an SVG', 'logo.svg', svg, 'application/octet-stream'],
    [
      'an SVG behind a declaration',
      'logo.svg',
      `\ufeff<?xml version="1.0"?>${svg}`,
      'application/octet-stream',
    ],
    ['a page', 'index.html', `<!doctype html>${script}`, 'application/octet-stream'],
    ['a page that is called a picture', 'door.jpg', `<html>${script}`, 'application/octet-stream'],
    [
      'XML',
      'feed.xml',
      `<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>`,
      'application/octet-stream',
    ],
    ['a page behind words', 'notes.txt', `Hello! ${script}`, 'text/plain; charset=utf-8'],
    ['a script', 'run.js', 'alert(1)', 'text/plain; charset=utf-8'],
    ['a PDF with scripts', 'bill.pdf', pdf, 'application/pdf'],
  ])('%s is only ever saved', async (_, name, bytes, type) => {
    const { file, got } = await posted({ name, bytes });
    expect(file.kind).not.toBe('picture');
    expect(file.name).toBe(name);
    expect(got).toMatchObject({ type, disposition: 'attachment' });
  });

  test.each(['jpeg', 'gif', 'png', 'webp'] as const)(
    'a %s that is a page, too, is a picture and nothing else',
    async (format) => {
      const picture = await halves(64, 32).toFormat(format).toBuffer();
      const { file, got } = await posted({
        name: 'index.html',
        bytes: Buffer.concat([picture, Buffer.from(script)]),
      });
      expect(file).toMatchObject({ kind: 'picture', width: 64, height: 32 });
      expect(got.type).toMatch(/^image\/(?:jpeg|png|webp)$/);
      expect(got.disposition).toBe('inline');
      expect(file.name).toMatch(/^index\.html\.(?:jpg|png|webp)$/);
      for (const body of [got.body, (await asked(file, 'page')).body, (await asked(file, 'thumb')).body])
        expect(body).not.toContain('script');
    },
  );
});

describe('Not taken, with a sentence that says why', () => {
  test.each([
    ['a picture that is thousands of times as large once it is decoded', pixelBomb, '100 megapixels at most'],
    [
      'half of a picture',
      async () => (await halves(640, 480).jpeg().toBuffer()).subarray(0, 1_500),
      'broken or not complete',
    ],
  ])('%s', async (_, make, sentence) => {
    const begun = await beginUpload(mallory, { room, name: 'door.png', bytes: await make() });
    expect(begun.status).toBe(201);
    const id = idAt(begun.location);
    const { file, ...said } = await uploaded(mallory, id);
    expect(said).toEqual({ state: 'refused', refusal: expect.stringContaining(sentence) as unknown });
    expect(file).toBeUndefined();
    // What came of it takes no room, though its row says why for a day.
    await soon(async () =>
      expect(await readdir(`${app.config.DATA_DIR}/files/uploads`)).not.toContain(String(id)),
    );
    const message = { roomId: room, clientId: randomUUID(), text: 'look', files: [id] };
    expect(await tab.refusal('message', message)).toMatchObject({ code: 'not_found' });
    expect((await mallory.get(`/files/${id}/door.png`)).status).toBe(404);
    const removed = { 'x-csrf-token': await mallory.csrfToken() };
    expect((await mallory.request('DELETE', `/api/files/${id}`, undefined, removed)).status).toBe(204);
  });
});

test('A file of no bytes is a file', async () => {
  const { file, got } = await posted({ name: 'empty', bytes: '' });
  expect(file).toMatchObject({ name: 'empty', kind: 'other', size: 0 });
  expect(got).toMatchObject({ type: 'application/octet-stream', disposition: 'attachment', body: '' });
});

describe('A name', () => {
  test.each([
    ['../../../etc/cron.d/evil', 'evil'],
    ['C:\\Windows\\System32\\calc.exe', 'calc.exe'],
    ['door\0.exe', 'door.exe'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a"; filename="b.html\r\nX-Evil: 1', 'a_; filename=_b.htmlX-Evil_ 1'],
    ['..', 'file'],
    ['10 kB', expect.stringMatching(/^я{50,125}\.txt$/)],
  ])('%j is kept and served without its tricks', async (given, kept) => {
    const name = given === '10 kB' ? `${'я'.repeat(5_000)}.txt` : given;
    const { file, got } = await posted({ name, bytes: `of ${name}` });
    expect(file.name).toEqual(kept);
    expect(got.headers.get('x-evil')).toBeNull();
    const disposition = got.headers.get('content-disposition')!;
    const [, saved] =
      /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? /filename="?([^"]+)"?$/.exec(disposition)!;
    expect(decodeURIComponent(saved!)).toBe(file.name);
  });

  test('in the address decides nothing', async () => {
    const { file } = await posted({ name: 'notes.txt', bytes: 'plain words' });
    for (const name of ['x.html', '..%2f..%2fetc%2fpasswd', '%00', 'a%0d%0aX-Evil:1'])
      expect(await asked({ ...file, name: decodeURIComponent(name) })).toMatchObject({
        type: 'text/plain; charset=utf-8',
        body: 'plain words',
      });
  });
});

test('Nothing is left of all this but what messages carry', async () => {
  const folder = app.config.DATA_DIR;
  await soon(async () => {
    const rows = await app.database.query(
      `select id from files where state <> 'ready' or message_id is null`,
    );
    expect(rows).toEqual([]);
    expect(await readdir(`${folder}/files/uploads`)).toEqual([]);
    expect(await readdir(`${folder}/scratch`)).toEqual([]);
  });
});
