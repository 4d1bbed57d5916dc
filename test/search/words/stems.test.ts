/** What the forms of a word have in common. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { fold } from '../../../src/server/search/words/folded.js';
import { beginningsOf, stemsOf } from '../../../src/server/search/words/stems.js';
import { tokensOf } from '../../../src/server/search/words/tokens.js';

test.each([
  ['running', 'runs'],
  ['happy', 'happi'],
  ['documentation', 'documented'],
  ['релизы', 'релизами'],
  ['сообщение', 'сообщениях'],
  ['went', 'goes'],
  ['people', 'person'],
  ['ошибки', 'ошибок'],
  ['день', 'дня'],
  ['уровень', 'уровнями'],
  ['письма', 'писем'],
  ['копейка', 'копеек'],
  ['отец', 'отцу'],
  ['владелец', 'владельцы'],
  ['окно', 'окон'],
  ['игрок', 'игроки'],
  ['дети', 'ребенок'],
])('%s and %s are one word', (one, other) => {
  expect(stemsOf(one).filter((stem) => stemsOf(other).includes(stem))).not.toEqual([]);
});

test.each(['404', 'v1', '東京', 'привiт', 'a'.repeat(41), 'שלום'])('%s has no forms', (word) => {
  expect(stemsOf(word)).toEqual([]);
});

test('every word begins as its stem does', () => {
  const words = new Set<string>();
  const folders = ['.', 'views/locales', 'docs', 'node_modules/@orama/stemmers', 'node_modules/markdown-it'];
  for (const folder of folders.map((each) => join(projectRoot, each)))
    for (const file of readdirSync(folder).filter((name) => /\.(md|json)$/.test(name))) {
      const text = fold(readFileSync(join(folder, file), 'utf8'));
      for (const { start, end } of tokensOf(text)) words.add(text.slice(start, end));
    }
  for (const ending of [
    'ying',
    'ies',
    'ied',
    'y',
    'ing',
    'ational',
    'biliti',
    's',
    'ость',
    'я',
    'и',
    'ы',
    'ешь',
  ])
    for (const first of 'abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя')
      for (const second of ['', 'a', 'y', 'у', 'л', 'l']) words.add(first + second + ending);
  expect(words.size).toBeGreaterThan(7_000);
  const others = [...words].filter((word) =>
    stemsOf(word).some((stem) => !beginningsOf(stem).some((beginning) => word.startsWith(beginning))),
  );
  expect(others).toEqual([]);
});
