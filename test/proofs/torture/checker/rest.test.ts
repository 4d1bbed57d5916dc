import { expect, test } from '@jest/globals';
import type { History } from './history.js';
import { pagesWrong } from './rest.js';

/** What is found where a room has three messages and a page shows some, of these revs. */
const found = (...revs: number[]) =>
  pagesWrong({
    stored: [1, 2, 3].map((seq) => ({ roomId: 7, seq, rev: seq })),
    pages: [{ tab: 'boris', roomId: 7, shown: revs.map((rev, at) => ({ seq: at + 1, rev })) }],
  } as History);

test('The checker finds a page that shows an old state, too little or too much', () => {
  expect(found(1, 2, 3)).toEqual([]);
  for (const wrong of [found(1, 2, 2), found(1, 2), found(1, 2, 3, 4), found()])
    expect(wrong).toHaveLength(1);
});
