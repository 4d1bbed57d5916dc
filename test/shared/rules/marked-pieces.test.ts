import { expect, test } from '@jest/globals';
import { markedPieces, oneLine } from '../../../src/shared/rules/marked-pieces.js';

/** Marks in brackets. */
const shown = (text: string, ...marks: [number, number][]) =>
  markedPieces({ text, marks })
    .map(({ text: piece, isMark }) => (isMark ? `[${piece}]` : piece))
    .join('');

test('what was found is marked, and a short text stands whole', () => {
  expect(shown('Brown rings mean tomato blight', [17, 23], [24, 30])).toBe(
    'Brown rings mean [tomato] [blight]',
  );
  expect(shown('blight', [0, 6])).toBe('[blight]');
  expect(shown('nothing')).toBe('nothing');
  expect(shown('')).toBe('');
});

test('of a long text the part around the first mark is shown, in whole words', () => {
  const text = `${'word '.repeat(400)}needle ${'more '.repeat(400)}`;
  const begins = text.indexOf('needle');
  const found = shown(text, [begins, begins + 6]);
  expect(found).toMatch(/^… word .* \[needle\] more .* …$/);
  expect(found.length).toBeLessThan(420);
  expect(shown(text)).toMatch(/^word .*word …$/);
});

test('in a line what was found stands near its beginning', () => {
  const text = 'As long as the beans are not up, a bit of tomato does no harm';
  const begins = text.indexOf('tomato');
  const [first, , marked] = markedPieces({ text, marks: [[begins, begins + 6]] }, oneLine);
  expect(first!.text).toBe('… ');
  expect(marked).toEqual({ text: 'tomato', isMark: true });
  expect(markedPieces({ text, marks: [[begins, begins + 6]] }, oneLine)[1]!.text.length).toBeLessThan(31);
});

test('no character is torn apart where a text without spaces is cut, and marks that lie are bounded', () => {
  for (const letter of ['👩‍👩‍👧', 'e\u0301\u0323', '😀', 'ш'])
    for (let shift = 0; shift < 12; shift++) {
      const text = 'x'.repeat(shift) + letter.repeat(600);
      const found = markedPieces({ text, marks: [[1200, 1204]] });
      const pieces = found.map(({ text: piece }) => piece).join('');
      expect(pieces.isWellFormed()).toBe(true);
      expect(pieces.replace(/^… /, '').replace(/ …$/, '')).not.toMatch(/^[\p{M}\u200D]|\u200D$/u);
    }
  expect(shown('abc', [1, 2], [1, 9], [7, 8], [2, 1])).toBe('a[b][c]');
});

test('what a text hides stays hidden where it is found', () => {
  expect(shown('the end: ||the gardener|| did it', [0, 3], [11, 14], [26, 29])).toBe(
    '[the] end: [▒▒▒] [did] it',
  );
  expect(shown('the end: ||the gardener|| did it', [0, 3])).toBe('[the] end: ▒▒▒ did it');
});
