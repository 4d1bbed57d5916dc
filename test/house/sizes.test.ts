/** A file has one reason to exist, and can be read at one sitting. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { projectRoot } from '../../src/server/config/project-root.js';

const kinds = new Set(['.ts', '.css', '.hbs']);

const files = ['src', 'views', join('public', 'css')]
  .flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
      join(folder, name),
    ),
  )
  .filter((file) => kinds.has(extname(file)))
  .map((file) => ({ file, lines: readFileSync(join(projectRoot, file), 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines);

test('the files of each kind are seen', () => {
  expect(new Set(files.map(({ file }) => extname(file)))).toEqual(kinds);
});

test('no file has more than 250 lines', () => {
  expect(files.filter(({ lines }) => lines > 250)).toEqual([]);
});

test('half of them have fewer than 80', () => {
  expect(files[Math.floor(files.length / 2)]!.lines).toBeLessThan(80);
});
