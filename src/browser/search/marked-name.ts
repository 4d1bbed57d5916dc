/** A name with the words of a query in it marked, as they were typed. */
import { markedPieces, type Piece } from '../../shared/rules/marked-pieces.js';
import { parseQuery } from '../../shared/rules/search-query.js';
import type { Mark } from '../../shared/search.js';

export function markedName(name: string, typed: string): Piece[] {
  const folded = name.toLowerCase();
  // Where the other case is longer, places in it are no places of the name.
  if (folded.length !== name.length) return markedPieces({ text: name, marks: [] });
  const marks = parseQuery(typed)
    .words.map(({ text }): Mark => {
      const start = folded.indexOf(text.toLowerCase());
      return [start, start + text.length];
    })
    .filter(([start]) => start >= 0);
  return markedPieces({ text: name, marks: marks.sort(([one], [other]) => one - other) });
}
