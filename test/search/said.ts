/** What people may say: few words, in many scripts, so that much of it is alike. The same each time for the same seed. */

import type { Random } from '../proofs/torture/random.js';

export const vocabulary = [
  ...['release', 'released', 'releases', 'the', 'of', 'a', 'meeting', 'meet', 'documentation', 'documents'],
  ...['ERR_404', 'v1.2.3', 'foo.bar()', 'bob@example.org', 'https://example.com/path', 'C++', '#42', '100%'],
  ...['встреча', 'встречи', 'на', 'и', 'ещё', 'еще', 'Йод', 'документ', 'документация', 'релиз', 'релизы'],
  ...[
    '東京',
    '京都',
    '東',
    'こんにちは',
    'カタカナ',
    'สวัสดี',
    '안녕하세요',
    'مرحبا',
    'مَرْحَبًا',
    'שלום',
    'İstanbul',
    'straße',
    'strasse',
  ],
  ...['naïve', 'naive', 'café', '🎉', '👩‍👩‍👧', '𝒜𝒷𝒸', 'ﬁne', 'x', 'ab', 'abc', 'kubernetes-cluster', 'a_b_c'],
];

export function said(random: Random): string {
  const words = Array.from({ length: 1 + Math.floor(random.next() ** 2 * 12) }, () =>
    random.pick(vocabulary),
  );
  return words.join(random.pick([' ', ' ', ' ', ', ', '. ', '\n', '']));
}

/** What they may look for: words, parts of them, phrases, one thing but not the other. */
export function query(random: Random): string {
  const term = (): string => {
    const word = random.pick(vocabulary);
    const start = random.below(Math.max(1, word.length - 2));
    return random.pick([
      word,
      word,
      word.slice(start, start + 3 + random.below(4)),
      `"${word} ${random.pick(vocabulary)}"`,
      `"${word}"`,
    ]);
  };
  const minus = random.chance(0.2) ? [`-${random.pick(vocabulary)}`] : [];
  // A part of a word may begin within a character.
  return [...Array.from({ length: 1 + random.below(2) }, term), ...minus].join(' ').toWellFormed();
}
