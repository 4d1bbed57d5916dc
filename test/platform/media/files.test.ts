/** What becomes of files that are no pictures. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { Desk, partOf } from './desk.js';
import { mp4, openDocument, pdf, redPages, wav, webm } from './made-files.js';

const desk = new Desk();
afterAll(() => desk.close());

const octets = { type: 'application/octet-stream', kind: 'other', parts: [] };

describe('Text', () => {
  test.each([
    ['notes.txt', 'Milk\nBread\n', 'Milk\nBread'],
    ['numbers.csv', 'a;b\r\n1;2\r\n', 'a;b\n1;2'],
    ['data.json', '{"a":[1,2]}', '{"a":[1,2]}'],
    ['README.md', '# Samovar\n\nTea < coffee & <b>bold</b>', '# Samovar\n\nTea < coffee & <b>bold</b>'],
    ['windows.txt', '\ufeffПривет', 'Привет'],
    ['terminal.log', 'red \x1b[31mtext\x07, \u202eturned\u202c', 'red [31mtext, turned'],
  ])('%s shows how it begins', async (name, text, look) => {
    expect(await desk.look(text, name)).toEqual({
      type: 'text/plain; charset=utf-8',
      kind: 'document',
      look,
      parts: [],
    });
  });

  test('of megabytes shows 400 characters, none of them half', async () => {
    const { look } = await desk.look(`x${'🫖'.repeat(300_000)}`);
    expect(look).toBe(`x${'🫖'.repeat(199)}`);
  });
});

describe('What a browser might run', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';

  test.each([
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['HTML after spaces', '\ufeff \n\t<ScRipt>alert(1)</ScRipt>'],
    ['HTML after a comment', '<!-- hello --><body onload=alert(1)>'],
    ['SVG', svg],
    ['SVG with a declaration', `<?xml version="1.0" encoding="UTF-8"?>${svg}`],
    ['XML with a style sheet', '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>'],
    ['XHTML', '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'],
    ['HTML in UTF-16', Buffer.from('\ufeff<html><script>alert(1)</script>', 'utf16le')],
    ['Flash', Buffer.from('FWS\x09\xff\0\0\0', 'latin1')],
    ['WebAssembly', Buffer.from('\0asm\x01\0\0\0', 'latin1')],
  ])('%s is octets, whatever it is called', async (_, bytes) => {
    expect(await desk.look(bytes, 'holiday.jpg')).toEqual(octets);
  });
});

describe('Other files', () => {
  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['noise', Buffer.concat([Buffer.from([1]), randomBytes(5_000)])],
    ['text with NUL', Buffer.from('a\0b')],
    ['what only begins like an MP3', Buffer.concat([Buffer.from('fffb9064', 'hex'), Buffer.alloc(3_000, 7)])],
    ['what only begins like a video', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2', 'latin1')],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0', 'latin1')],
  ])('%s: octets', async (_, bytes) => {
    expect(await desk.look(bytes)).toEqual(octets);
  });

  test.each([
    ['image/bmp', Buffer.from('BM\x46\0\0\0\0\0\0\0\x36\0\0\0', 'latin1')],
    ['image/tiff', Buffer.from('II*\0\x08\0\0\0\0\0\0\0', 'latin1')],
    ['application/gzip', Buffer.from('1f8b0800000000000003', 'hex')],
  ])('%s has its name, and is only ever saved', async (type, bytes) => {
    expect(await desk.look(bytes)).toEqual({ type, kind: 'other', parts: [] });
  });

  test('a letter from an office is a document', async () => {
    expect(await desk.look(openDocument())).toEqual({
      type: 'application/vnd.oasis.opendocument.text',
      kind: 'document',
      parts: [],
    });
  });
});

describe('Sound and video', () => {
  test('say how long they are', async () => {
    expect(await desk.look(wav(3))).toEqual({ type: 'audio/wav', kind: 'sound', seconds: 3, parts: [] });
    expect(await desk.look(mp4(640, 360, 5), 'song.mp3')).toEqual({
      type: 'video/mp4',
      kind: 'video',
      width: 640,
      height: 360,
      seconds: 5,
      parts: [],
    });
    const film = await desk.look(mp4(640, 360, 5, { brand: 'qt  ' }));
    expect(film).toMatchObject({ type: 'video/quicktime', kind: 'video' });
  });

  test('that was filmed with an upright telephone is upright', async () => {
    expect(await desk.look(mp4(640, 360, 5, { isTurned: true }))).toMatchObject({ width: 360, height: 640 });
  });

  test('that a browser has recorded say it too, though it did not write it down', async () => {
    expect(await desk.look(webm('A_OPUS', 4_200))).toEqual({
      type: 'audio/webm',
      kind: 'sound',
      seconds: 4.2,
      parts: [],
    });
    expect(await desk.look(webm('V_VP8', 12_340))).toMatchObject({
      type: 'video/webm',
      kind: 'video',
      width: 320,
      height: 180,
      seconds: 12.34,
    });
    expect(await desk.look(webm('V_VP8', 12_340, { ownLength: 15_000 }))).toMatchObject({ seconds: 15 });
  });
});

describe('A PDF', () => {
  const look = { type: 'application/pdf', kind: 'document', pages: 2, width: 848, height: 1200 };

  test.each([
    ['', ''],
    [' with a script', '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'],
  ])('%s shows its first page', async (_, catalogue) => {
    const facts = await desk.look(pdf(redPages(catalogue)));
    expect(facts).toMatchObject(look);
    expect(facts.blur).toMatch(/^data:image\/webp;base64,/);
    expect(facts.parts.map(({ part }) => part)).toEqual(['page', 'thumb']);
    const thumb = sharp(partOf(facts, 'thumb'));
    expect(await thumb.metadata()).toMatchObject({ format: 'webp', width: 339, height: 480 });
    const { dominant } = await thumb.stats();
    expect(dominant.r - dominant.g).toBeGreaterThan(200);
  });

  test.each([
    ['that is broken', Buffer.from('%PDF-1.7\nnothing that makes sense')],
    ['without pages', pdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Count 0/Kids[]>>'])],
    [
      'that needs a password',
      pdf(
        redPages(),
        `/ID[<${'00'.repeat(16)}><${'00'.repeat(16)}>]/Encrypt<</Filter/Standard/V 1/R 2/P -1/O<${'11'.repeat(32)}>/U<${'22'.repeat(32)}>>>`,
      ),
    ],
  ])('%s is a document all the same', async (_, bytes) => {
    expect(await desk.look(bytes)).toEqual({ type: 'application/pdf', kind: 'document', parts: [] });
  });
});
