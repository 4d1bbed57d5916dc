import { describe, expect, test } from '@jest/globals';
import { cover, covered } from '../../../src/shared/rules/covered.js';
import { format } from '../../../src/shared/rules/formatting.js';
import { foundWords } from '../../../src/shared/rules/found-words.js';
import { markedPieces, type Piece } from '../../../src/shared/rules/marked-pieces.js';
import { wordsOf } from '../../../src/shared/rules/words.js';
import type { Mark } from '../../../src/shared/search.js';
import { Random } from '../../proofs/torture/random.js';

/** Each place of a word, as a search gives them. */
const marksOf = (text: string, word: string): Mark[] =>
  [...text.matchAll(new RegExp(word, 'gi'))].map(({ 0: said, index }) => [index, index + said.length]);

const piecesOf = (text: string, marks: Mark[]) =>
  markedPieces({ text, marks, html: format(text) ?? undefined });

/** Marks in brackets. */
const bracketed = (pieces: Piece[]) =>
  pieces.map(({ text, isMark }) => (isMark ? `[${text}]` : text)).join('');

const found = (text: string, word: string) => bracketed(piecesOf(text, marksOf(text, word)));

describe('What was found', () => {
  test.each([
    ['the **tomato** has _blight_', 'tomato', 'the [tomato] has blight'],
    ['**to**mato ~~gone~~', 'mato', 'to[mato] gone'],
    ['- one tomato\n- two\n\n> a third\n> tomato', 'tomato', 'one [tomato] two a third [tomato]'],
    ['1. tea\n2. 2 tomatoes', '2', '1. tea\n[2]. [2] tomatoes'],
    ['1. tea\n2. 2 tomatoes', 'tomato', 'tea 2 [tomato]es'],
    ['- [x] x-ray\n- [ ] tomato', 'tomato', 'x-ray [tomato]'],
    ['| a | tomato |\n|---|---|\n|1|tomato|', 'tomato', 'a [tomato] 1 [tomato]'],
    ['run `a < tomato && b`', 'tomato', 'run a < [tomato] && b'],
    ['```js\nconst tomato = js;\n```', 'tomato', 'const [tomato] = js;'],
    [
      'see https://example.org/tomato_a?b=1&c **now**',
      'tomato',
      'see https://example.org/[tomato]_a?b=1&c now',
    ],
    ['**https://example.org/%D1%87%D0%B0%D0%B9** tomato', 'tomato', 'https://example.org/чай [tomato]'],
    ['\\*tomato\\* **now**', 'tomato', '*[tomato]* now'],
  ])('is marked among the words: %j', (text, word, shown) => {
    expect(found(text, word)).toBe(shown);
  });

  test.each([
    ['```js\nconst a = 1;\n```', 'js', '```[js]\nconst a = 1;\n```'],
    ['**https://example.org/%D1%87** tea', 'D1', '**https://example.org/%[D1]%87** tea'],
  ])('where it is no word stands as it was written: %j', (text, word, shown) => {
    expect(found(text, word)).toBe(shown);
  });

  test.each([
    ['**it** was ||the *butler*||', 'butler', `it was [${cover}]`],
    ['**a** ||b|| _c_ ||d||', 'c', `a [${cover}]`],
    ['`a||b` and **c** d|| `e`', 'nothing', `\`a${cover} \`e\``],
    ['`a||b` and **c** d|| `e`', 'a', `\`[a][${cover}] \`e\``],
  ])('under a cover is the cover: %j', (text, word, shown) => {
    expect(found(text, word)).toBe(shown);
  });

  test('across formatting is one mark', () => {
    expect(bracketed(piecesOf('a *red* tomato here', [[3, 14]]))).toBe('a [red tomato] here');
  });

  test('in text without formatting is where it was', () => {
    expect(foundWords({ text: 'a  b', marks: [[3, 4]] })).toEqual({ text: 'a  b', marks: [[3, 4]] });
  });
});

const around = [
  '**',
  '*',
  '_',
  '~~',
  '`',
  '``',
  '||',
  '||',
  '\\',
  '\n',
  '\n\n',
  ' ',
  ' ',
  '.',
  '<b>',
  '&amp;',
];
const lines = ['\n> ', '\n- ', '\n1. ', '\n- [x] ', '\n```w3w\n', '\n```\n', '|a|b|\n|-|-|\n|', '%D1%87'];

function pieceOf(random: Random, n: number): string {
  if (random.chance(0.4)) return `w${n % 5}w`;
  return random.pick(random.chance(0.2) ? lines : around);
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}▒]/gu, '');
const said = ['w0w', 'w1w', 'w2w', 'w3w', 'w4w'];

/** Some words, or all from one to another. */
function soughtIn(random: Random, text: string): Mark[] {
  const words = marksOf(text, random.chance(0.5) ? 'w\\dw' : random.pick(said));
  if (words.length < 2 || random.chance(0.5)) return words;
  const first = random.below(words.length - 1);
  return [[words[first]![0], words[first + 1 + random.below(words.length - 1 - first)]![1]]];
}

test('in 10,000 texts all that was found is marked, among the words or as it was written, and nothing hidden shows', () => {
  const random = new Random(9);
  const seen = { plain: 0, asWritten: 0, hidden: 0 };
  for (let round = 0; round < 10_000; round++) {
    const text = Array.from({ length: 2 + random.below(14) }, (_, n) => pieceOf(random, n)).join('');
    const html = format(text) ?? undefined;
    const marks = soughtIn(random, text);
    const pieces = markedPieces({ text, marks, html });
    const shown = pieces.map((piece) => piece.text).join('');
    const marked = pieces.filter(({ isMark }) => isMark).map((piece) => piece.text);
    const written = covered(text);
    const isPlain = shown !== written;
    if (isPlain) expect(wordsOf(html!).replace(/▒.*▒/, cover)).toBe(shown);
    for (const word of said) if (!written.includes(word)) expect(shown).not.toContain(word);
    if (written === text)
      expect(letters(marked.join(''))).toBe(
        letters(marks.map(([start, end]) => text.slice(start, end)).join('')),
      );
    else expect(marked.length > 0).toBe(marks.length > 0);
    seen[isPlain ? 'plain' : 'asWritten']++;
    if (written !== text) seen.hidden++;
  }
  expect(Math.min(seen.plain, seen.asWritten, seen.hidden)).toBeGreaterThan(300);
});
