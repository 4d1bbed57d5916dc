import { describe, expect, test } from '@jest/globals';
import { skeletonOf } from '../../src/server/people/skeletons.js';

describe('for the eye', () => {
  test.each([
    ['alice', 'aIice'],
    ['Alice', 'A1ice'],
    ['ALICE', 'AL1CE'],
    ['clara', 'c1ara'],
    ['marla', 'MarIa'],
    ['Marla', 'marIa'],
    ['mike', 'rnike'],
    ['bob', 'b0b'],
    // Of one alphabet each, and not of the same one.
    ['coco', 'сосо'],
    ['Вова'.replace('в', 'р'), 'Bopa'],
    ['ALICE', 'ꓮꓡꓲꓚꓰ'],
    ['ёлка', 'е\u0308лка'],
  ])('%s and %s are one name', (one, other) => expect(skeletonOf(other)).toBe(skeletonOf(one)));

  test.each([
    ['Anna', 'Анна'],
    ['anna', 'hanna'],
    ['anna1', 'anna2'],
    ['ilya', 'llya'],
    ['maria', 'marja'],
    ['anna', 'änna'],
    ['ira', 'лра'],
    ['мама', 'мамa2'],
    ['anna.b', 'annab'],
    ['李', '季'],
  ])('%s and %s are two', (one, other) => expect(skeletonOf(other)).not.toBe(skeletonOf(one)));

  test('every name of ten thousand ordinary ones with a number is its own', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `user${index}`);
    expect(new Set(names.map(skeletonOf)).size).toBe(names.length);
  });
});
