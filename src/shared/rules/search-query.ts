/**
 * What a query says: words that must be there, words that must not, and filters. Words, pills and the fields of the form are
 * one thing, this text. Whatever is no filter is a word, so that any text is a query.
 */
import { filterKeyOf, type FilterKey, isOfDays } from './search-filters.js';

export interface Place {
  /** Of the query, from its minus or its quotation mark on. */
  start: number;
  end: number;
}

export interface Term extends Place {
  /** A phrase was written in quotation marks: these words, next to each other. */
  kind: 'word' | 'phrase';
  /** As it was written, without minus and quotation marks. */
  text: string;
}

export interface Filter extends Place {
  key: FilterKey;
  value: string;
  /** `-from:bob`: everybody else. */
  not: boolean;
}

export interface SearchQuery {
  /** All of them must be there. */
  words: Term[];
  /** None of them may be there. */
  without: Term[];
  filters: Filter[];
}

/** Which marks end a quotation that this one begins. */
const closings = new Map([
  ['"', '"'],
  ['“', '”“"'],
  ['”', '”"'],
  ['„', '“”"'],
  ['«', '»'],
]);

const space = /\s/u;
const spaces = /\s*/uy;
const keyed = /(\p{L}{1,20}):/uy;
const bare = /\S+/uy;

/** Nothing to look for: spaces, marks without a letter, and what nobody sees. */
const isNothing = (text: string): boolean => /^[\s\p{M}\p{Default_Ignorable_Code_Point}\p{Cc}]*$/u.test(text);

/** What a query says; of any text, a query that says nothing included. */
export function parseQuery(q: string): SearchQuery {
  const query: SearchQuery = { words: [], without: [], filters: [] };
  for (let at = after(spaces, q, 0); at < q.length; at = after(spaces, q, at)) at = readPart(q, at, query);
  return query;
}

/** Whether it asks for nothing at all. */
export const isEmptyQuery = ({ words, without, filters }: SearchQuery): boolean =>
  words.length + without.length + filters.length === 0;

function readPart(q: string, start: number, query: SearchQuery): number {
  const not = q[start] === '-' && takesAway(q, start + 1);
  const from = not ? start + 1 : start;
  const filter = filterAt(q, from);
  if (filter) {
    query.filters.push({ ...filter, not, start });
    return filter.end;
  }
  const { kind, text, end } = quotedAt(q, from) ?? wordAt(q, from);
  const isLoneMinus = kind === 'word' && text === '-';
  if (!isLoneMinus && !isNothing(text)) query[not ? 'without' : 'words'].push({ kind, text, start, end });
  return end;
}

/** Whether there is something to take away: --force and -> begin with a minus. */
function takesAway(q: string, at: number): boolean {
  if (closings.has(q[at] ?? '')) return true;
  return q[at] !== '-' && /[\p{L}\p{N}\p{Extended_Pictographic}\p{RI}]/u.test(wordAt(q, at).text);
}

function filterAt(q: string, at: number): { key: FilterKey; value: string; end: number } | null {
  const end = after(keyed, q, at);
  const key = end > at && filterKeyOf(q.slice(at, end - 1));
  if (!key || isEndOrSpace(q, end)) return null;
  const { text, end: valueEnd } = quotedAt(q, end) ?? wordAt(q, end);
  return isNothing(text) ? null : { key, value: text.trim(), end: valueEnd };
}

/** A quotation that is never closed goes to the end. */
function quotedAt(q: string, at: number): { kind: 'phrase'; text: string; end: number } | null {
  const marks = closings.get(q[at] ?? '');
  if (marks === undefined) return null;
  let close = at + 1;
  while (close < q.length && !marks.includes(q[close]!)) close++;
  return { kind: 'phrase', text: q.slice(at + 1, close), end: Math.min(close + 1, q.length) };
}

function wordAt(q: string, at: number): { kind: 'word'; text: string; end: number } {
  const end = after(bare, q, at);
  return { kind: 'word', text: q.slice(at, end), end };
}

const isEndOrSpace = (q: string, at: number): boolean => at >= q.length || space.test(q[at]!);

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

const isQuoted = (text: string): boolean => closings.has(text[0] ?? '') || /\s/u.test(text);

const quoted = (text: string): string => {
  if (!text.includes('"')) return `"${text}"`;
  return text.includes('»') ? `"${text.replaceAll('"', ' ')}"` : `«${text}»`;
};

/** As one writes it. */
export const filterText = (key: FilterKey, value: string, not = false): string =>
  `${not ? '-' : ''}${key}:${isQuoted(value) ? quoted(value) : value}`;

const termText = ({ kind, text }: Term): string => (kind === 'phrase' ? quoted(text) : text);

/** A query in one line, its parts in the order in which they were written. */
export function queryText({ words, without, filters }: SearchQuery): string {
  const parts = [
    ...words.map((term) => ({ at: term.start, text: termText(term) })),
    ...without.map((term) => ({ at: term.start, text: `-${termText(term)}` })),
    ...filters.map(({ start, key, value, not }) => ({ at: start, text: filterText(key, value, not) })),
  ];
  return parts
    .sort((one, other) => one.at - other.at)
    .map(({ text }) => text)
    .join(' ');
}

/** The query with a filter more; the query itself where it says so already. */
export function withFilter(q: string, key: FilterKey, value: string): string {
  const query = parseQuery(q);
  if (query.filters.some((filter) => isFilter(filter, key, value) && !filter.not)) return q;
  // There is one of these in a query: another one takes its place.
  const rest = isOfDays(key) ? withoutFilter(q, key) : q.trimEnd();
  const filter = filterText(key, value.trim());
  if (rest === '') return filter;
  // A quotation that was never closed would take it in.
  const end = ['', '"', '»', '”'].find((mark) => endsIn(`${rest}${mark} ${filter}`, key)) ?? '';
  return `${rest}${end} ${filter}`;
}

function endsIn(q: string, key: FilterKey): boolean {
  const last = parseQuery(q).filters.at(-1);
  return last?.key === key && last.end === q.length;
}

/** The query without a filter, or without all with this key. */
export function withoutFilter(q: string, key: FilterKey, value?: string): string {
  const gone = parseQuery(q).filters.filter((filter) => isFilter(filter, key, value));
  return withoutPlaces(q, gone);
}

/** The query without some parts of it, as pills are taken away. */
export function withoutPlaces(q: string, places: Place[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of [...places].sort((one, other) => one.start - other.start)) {
    rest += q.slice(at, start);
    at = after(spaces, q, end);
  }
  return (rest + q.slice(at)).trim();
}

const isFilter = (filter: Filter, key: FilterKey, value?: string): boolean =>
  filter.key === key && (value === undefined || filter.value.toLowerCase() === value.toLowerCase());
