/** An index proposes, the matcher decides: whatever that finds, the keys of the index must have found before. */
import { expect, test } from '@jest/globals';
import { parseQuery } from '../../../src/shared/rules/search-query.js';
import { indexedWords } from '../../../src/server/search/words/indexed-words.js';
import { candidatesOf, matcherOf } from '../../../src/server/search/words/matcher.js';
import { Random } from '../../proofs/torture/random.js';

const words = [
  ...[
    'running',
    'runs',
    'go',
    'goes',
    'the',
    'a',
    'I',
    'Database',
    'naïve',
    'Straße',
    'İstanbul',
    'ﬁne',
    'Łódź',
  ],
  ...['кошками', 'кошка', 'Ёлка', 'и', 'на', 'йод', 'е\u0301ж', 'й', 'сообщение'],
  ...[
    'ERR_404',
    'v1.2.3',
    'foo.bar()',
    'bob@example.org',
    'https://example.com/a?b=1',
    'C++',
    '#42',
    '1️⃣',
    '𝒜𝒷',
  ],
  ...['東京都', '京', 'こんにちは', 'コーヒー', 'ｶﾀｶﾅ', 'が', 'สวัสดีครับ', '안녕하세요', '한', 'iPhoneを買う'],
  ...[
    'مَرْحَبًا',
    'شَمس',
    'שָׁלוֹם',
    'नमस्ते',
    'क्षि',
    '🎉',
    '👍🏽',
    '👨‍👩‍👧',
    '🇩🇪🇪🇺',
    '❤️',
    '→',
    '...',
    "don't",
    '½',
    '\u200b',
  ],
];
const between = [' ', ' ', ' ', '', '-', ', ', '\n', '"', ' -', '_', '.', ' "', '\u0301', '\u00ad'];

const random = new Random(20_240_301);
const said = (most: number) =>
  Array.from(
    { length: 1 + Math.floor(random.next() * most) },
    () => random.pick(words) + random.pick(between),
  ).join('');

/** A piece of a text, cut anywhere, as a word or a phrase. */
function pieceOf(text: string): string {
  const start = Math.floor(random.next() * text.length);
  const piece = text.slice(start, start + 1 + Math.floor(random.next() ** 2 * 14));
  return random.next() < 0.3 ? `"${piece}"` : piece;
}

/** As the search keeps them: the ends of each word from its n-th letter, the whole ones, the stems. */
function isProposed(text: string, q: string): boolean {
  const kept = indexedWords(text);
  const isThere = { part: (key: string) => kept.some((word) => isPartOf(key, word)) };
  return candidatesOf(parseQuery(q)).every((keys) =>
    keys.some(({ kind, text: key }) => {
      if (kind === 'part') return isThere.part(key);
      return kept.some((word) =>
        kind === 'word' ? word.isWhole && word.text === key : word.stems.includes(key),
      );
    }),
  );
}

function isPartOf(key: string, { text, leastPart }: { text: string; leastPart: number }): boolean {
  if (leastPart === 0) return false;
  const letters = [...text];
  return letters.some(
    (_, at) => letters.length - at >= leastPart && letters.slice(at).join('').startsWith(key),
  );
}

test('the keys of a query propose whatever the matcher finds', () => {
  let found = 0;
  for (let round = 0; round < 20_000; round++) {
    const text = said(8);
    const q = random.next() < 0.7 ? pieceOf(text) : said(2);
    if (!matcherOf(parseQuery(q))(text)) continue;
    found++;
    if (!isProposed(text, q))
      throw new Error(`${JSON.stringify(q)} is found in ${JSON.stringify(text)}, but not proposed.`);
  }
  expect(found).toBeGreaterThan(5_000);
});

test('marks stand in order, apart, and on whole characters', () => {
  const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
  for (let round = 0; round < 3_000; round++) {
    const text = said(8);
    const marks = matcherOf(parseQuery(pieceOf(text)))(text) ?? [];
    const ends = new Set([
      0,
      ...[...clusters.segment(text)].map(({ index, segment }) => index + segment.length),
    ]);
    expect(marks.flat()).toEqual([...new Set(marks.flat())].sort((one, other) => one - other));
    expect(marks.flat().filter((end) => !ends.has(end))).toEqual([]);
  }
});
