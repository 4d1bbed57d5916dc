import { describe, expect, test } from '@jest/globals';
import { matching } from '../../../src/browser/ui/matching.js';

const names = ['Old garden', 'garden', 'Garden Kitchen', 'marta.k', 'Ёлка'];
const find = (query: string) => matching(names, query, (name) => name);

describe('Finding a room or a person', () => {
  test.each([
    ['gar', ['garden', 'Garden Kitchen', 'Old garden']],
    ['GARDEN', ['garden', 'Garden Kitchen', 'Old garden']],
    ['k', ['Garden Kitchen', 'marta.k']],
    ['kit gar', ['Garden Kitchen']],
    ['gk', ['Garden Kitchen']],
    ['елк', ['Ёлка']],
    ['xyz', []],
  ])('%s', (query, found) => expect(find(query)).toEqual(found));

  test('nothing typed: all, as they were', () => expect(find(' ')).toEqual(names));
});
