import { markedPieces, type Piece } from '../../../../shared/rules/marked-pieces.js';
import { parseQuery } from '../../../../shared/rules/search-query.js';
import type { Mark } from '../../../../shared/search.js';
import { matcherOf } from '../../../search/words/matcher.js';

/** Marks in a name whichever words of a query it has: its message has the others. */
export function markedNames(q: string): (name: string) => Piece[] {
  const matchers = parseQuery(q).words.map((word) => matcherOf({ words: [word], without: [] }));
  return (name) => {
    const marks = matchers.flatMap((marksIn): Mark[] => marksIn(name) ?? []);
    return markedPieces({ text: name, marks: marks.sort(([one], [other]) => one - other) });
  };
}
