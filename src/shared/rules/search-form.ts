/** A query as the box shows it, on both sides: its filters as pills, and what else it says as text. */
import { type Filter, filterText, parseQuery, withoutPlaces } from './search-query.js';

export interface Pill extends Pick<Filter, 'key' | 'value' | 'not'> {
  /** As it stands in a query. */
  word: string;
}

export interface InBox {
  pills: Pill[];
  text: string;
}

export function inBox(q: string): InBox {
  const { filters } = parseQuery(q);
  const pills = filters.map((filter) => pillOf(filter, q));
  return { pills, text: withoutPlaces(q, filters) };
}

export function pillOf({ key, value, not, start, end }: Filter, q: string): Pill {
  const word = q.slice(start, end);
  // A quotation that was never closed would take in whatever comes after it.
  const isClosed = parseQuery(`${word} x`).filters[0]?.end === word.length;
  return { key, value, not, word: isClosed ? word : filterText(key, value, not) };
}

export const inQuery = ({ pills, text }: { pills: Pick<Pill, 'word'>[]; text: string }): string =>
  [...pills.map(({ word }) => word), text.trim()].filter(Boolean).join(' ');
