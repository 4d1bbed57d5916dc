/** Messages as a segment takes them. */
import { attributesOf, besideText, type SearchedRow } from '../searched.row.js';
import { indexedWords } from '../words/indexed-words.js';
import type { Entry } from './segment.js';

export function* entriesOf(rows: SearchedRow[]): Iterable<Entry> {
  const inOrder = [...rows].sort((one, other) => one.seq - other.seq);
  for (const row of inOrder) {
    const { seq, time, text } = row;
    if (text === null) yield { seq, time, words: [], attributes: [] };
    else yield { seq, time, words: wordsOf([text, ...besideText(row)]), attributes: attributesOf(row) };
  }
}

/** Each by itself, as no word goes over from one to the other. */
function wordsOf(texts: string[]) {
  return texts.length === 1 ? indexedWords(texts[0]!) : texts.flatMap(indexedWords);
}
