/** Names that were left, in texts: shown as whoever had them is called now. */
import { describe, expect, test } from '@jest/globals';
import { inNamesOfNow, piecesInNamesOfNow } from '../../../src/shared/rules/former-names.js';

const user = { id: 7, username: 'bo.the.cook', name: 'Boris' };
const bearers = new Map([
  ['boris', user],
  ['bo', user],
  // Taken back.
  ['bo.the.cook', user],
]);

describe('a line', () => {
  test.each([
    ['ask @boris.', 'ask @bo.the.cook.'],
    ['@BORIS, @bo and @anna', '@bo.the.cook, @bo.the.cook and @anna'],
    ['boris, a@boris.org and @borisk', 'boris, a@boris.org and @borisk'],
    ['@bo.the.cook', '@bo.the.cook'],
    ['', ''],
  ])('%s', (text, shown) => expect(inNamesOfNow(text, bearers)).toBe(shown));

  test('of which it is known whom it calls means nobody else', () => {
    expect(inNamesOfNow('@boris', bearers, [7])).toBe('@bo.the.cook');
    expect(inNamesOfNow('@boris', bearers, [8, 'here'])).toBe('@boris');
  });
});

test('a name of which a part was found is marked whole, and what stands around it as it was', () => {
  const piece = (text: string, isMark = false) => ({ text, isMark });
  const found = [
    piece('… ask @'),
    piece('bor', true),
    piece('is and the '),
    piece('cook', true),
    piece(', @bo'),
  ];
  expect(piecesInNamesOfNow(found, bearers)).toEqual([
    piece('… ask '),
    piece('@bo.the.cook', true),
    piece(' and the '),
    piece('cook', true),
    piece(', '),
    piece('@bo.the.cook'),
  ]);
  const others = [piece('@anna '), piece('tea', true)];
  expect(piecesInNamesOfNow(others, bearers)).toBe(others);
});
