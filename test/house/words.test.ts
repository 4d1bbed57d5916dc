/** The same word everywhere: who knows the folder of a feature's code knows where its views, styles and tests are. */
import { expect, test } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { projectRoot } from '../../src/server/config/project-root.js';

/** Folders below one, as paths from there. */
const foldersIn = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(projectRoot, folder).length + 1))
    .sort();

const isCode = (path: string) =>
  ['src', join('src', 'server')].some((folder) => existsSync(join(projectRoot, folder, path)));

/** Of the tests alone: what they share, the proofs, who may do what of everything, and how the house is built. */
const besideTests = new Set(['support', 'proofs', 'rights', 'house']);

test('a test lies where what it tests does', () => {
  const folders = foldersIn('test').filter((folder) => !besideTests.has(folder.split(sep)[0]!));
  expect(folders).toContain(join('platform', 'http'));
  expect(folders.filter((folder) => !isCode(folder))).toEqual([]);
});

/** Of what is shown alone: what every page stands in, what features share, languages, and pictures. */
const besideFeatures = new Set(['layouts', 'components', 'locales', 'icons']);

test.each(['views', join('public', 'css')])(
  'each folder of %s is called as the code it belongs to',
  (shown) => {
    const words = new Set(foldersIn('src').map((folder) => basename(folder)));
    const others = foldersIn(shown).filter((folder) =>
      folder.split(sep).some((word) => !words.has(word) && !besideFeatures.has(word)),
    );
    expect(others).toEqual([]);
  },
);
