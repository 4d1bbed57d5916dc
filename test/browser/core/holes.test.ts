import { expect, test } from '@jest/globals';
import { holesIn } from '../../../src/browser/core/holes.js';

test('a hole is before what comes after it, at the beginning and at the end too', () => {
  expect(holesIn([3, 4, 8, 9], 1, 12)).toEqual([
    { before: 3, count: 2 },
    { before: 8, count: 3 },
    { before: undefined, count: 3 },
  ]);
});

test('what is whole, or begins or ends where there may be more, has none', () => {
  expect(holesIn([5, 6, 7], 5, 7)).toEqual([]);
  expect(holesIn([5, 6, 7], 5, 0)).toEqual([]);
});

test('where nothing is here, all is one hole', () => {
  expect(holesIn([], 1, 40)).toEqual([{ before: undefined, count: 40 }]);
  expect(holesIn([], 1, 0)).toEqual([]);
});
