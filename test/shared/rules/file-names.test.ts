/** What becomes of the names that files are sent with. */
import { describe, expect, test } from '@jest/globals';
import { limits } from '../../../src/shared/limits.js';
import { cleanName, withExtension } from '../../../src/shared/rules/file-names.js';

const size = (name: string) => Buffer.byteLength(name);

describe('a name', () => {
  test.each([
    ['photo.jpg', 'photo.jpg'],
    ['Отчёт за май.pdf', 'Отчёт за май.pdf'],
    ['tar.of.things.tar.gz', 'tar.of.things.tar.gz'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\anna\\plan.txt', 'plan.txt'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['a\0b\r\nc\t.txt', 'abc.txt'],
    ['.bashrc', 'bashrc'],
    ['. . .hidden', 'hidden'],
    ['ends with a dot.', 'ends with a dot'],
    ['what? <now>: "yes"|*.txt', 'what_ _now__ _yes___.txt'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['console.txt', 'console.txt'],
    ['cafe\u0301.txt', 'caf\u00e9.txt'],
    ['half \ud83d of a pair.txt', 'half  of a pair.txt'],
    ['no\u00a0break.txt', 'no break.txt'],
  ])('%j is %j', (raw, clean) => {
    expect(cleanName(raw)).toBe(clean);
  });

  test.each(['', '.', '..', '/', 'folder/', ' . ', '\0', '\u200b\u202e\u2066', '\u3164'])(
    'of which nothing is left, %j, is "file"',
    (raw) => {
      expect(cleanName(raw)).toBe('file');
    },
  );

  test('that turns text around does not read as what it is not', () => {
    expect(cleanName('photo\u202egpj.exe')).toBe('photogpj.exe');
    expect(cleanName('\u2067a\u200eb\u200fc\u061cd\ufeffe\u2069.txt')).toBe('abcde.txt');
  });

  test('that is too long keeps its extension and whole characters', () => {
    const name = cleanName(`${'🫖'.repeat(200)}.jpeg`);
    expect(name).toMatch(/^🫖+\.jpeg$/u);
    expect(size(name)).toBeLessThanOrEqual(limits.fileNameLength);
    expect(size(name)).toBeGreaterThan(limits.fileNameLength - 4);
    expect(size(cleanName('я'.repeat(300)))).toBe(limits.fileNameLength);
  });

  test('is clean when it is cleaned again', () => {
    const names = [
      '.'.repeat(180) + 'x',
      `${'a '.repeat(200)}.txt`,
      `CON${' '.repeat(300)}.txt`,
      `${'x'.repeat(179)} .${'y'.repeat(40)}`,
    ];
    for (const name of names) expect(cleanName(cleanName(name))).toBe(cleanName(name));
  });

  test('of megabytes costs next to nothing', () => {
    const names = ['a', '/', '.', ' ', '\u0301', '\u202e', '. '].map((piece) =>
      piece.repeat(5_000_000 / piece.length),
    );
    const start = performance.now();
    for (const name of names) expect(size(cleanName(name))).toBeLessThanOrEqual(limits.fileNameLength);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

test.each([
  ['beach.avif', 'image/webp', 'beach.webp'],
  ['beach.JPG', 'image/jpeg', 'beach.JPG'],
  ['beach.jpeg', 'image/jpeg', 'beach.jpeg'],
  ['dance.gif', 'image/webp', 'dance.webp'],
  ['IMG_0001.HEIC', 'image/jpeg', 'IMG_0001.jpg'],
  ['beach', 'image/png', 'beach.png'],
  ['page.html', 'image/png', 'page.html.png'],
  ['version 1.2', 'image/png', 'version 1.2.png'],
  ['talk.mp4', 'video/mp4', 'talk.mp4'],
  ['page.html', 'application/octet-stream', 'page.html'],
])('%j, served as %s, is downloaded as %j', (name, type, downloaded) => {
  expect(withExtension(name, type)).toBe(downloaded);
});

test('A name that gets another extension is no longer than others', () => {
  const name = cleanName('я'.repeat(300));
  expect(size(withExtension(name, 'image/webp'))).toBeLessThanOrEqual(limits.fileNameLength);
});
