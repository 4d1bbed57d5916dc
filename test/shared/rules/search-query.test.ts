/** What a query says, and how pills and fields of a form change it. */
import { describe, expect, test } from '@jest/globals';
import {
  isEmptyQuery,
  parseQuery,
  queryText,
  withFilter,
  withoutFilter,
  withoutPlaces,
} from '../../../src/shared/rules/search-query.js';

/** In short: words, "phrases", -what must not be there, and {key:value}. */
const said = (q: string): string[] => {
  const { words, without, filters } = parseQuery(q);
  const term = ({ kind, text }: { kind: string; text: string }) => (kind === 'phrase' ? `"${text}"` : text);
  return [
    ...words.map(term),
    ...without.map((each) => `-${term(each)}`),
    ...filters.map(({ key, value, not }) => `${not ? '-' : ''}{${key}:${value}}`),
  ];
};

describe('A query says', () => {
  test.each<[string, string[]]>([
    ['one  two', ['one', 'two']],
    ['"one two" -three -"four five"', ['"one two"', '-three', '-"four five"']],
    ['«раз два» “one” „zwei“', ['"раз два"', '"one"', '"zwei"']],
    ['from:@bob in:"Общий чат" -has:link', ['{from:@bob}', '{in:Общий чат}', '-{has:link}']],
    ['От:Борис в:«Общий чат» до:вчера', ['{from:Борис}', '{in:Общий чат}', '{before:вчера}']],
    ['"never closed', ['"never closed"']],
    ['from:"never closed', ['{from:never closed}']],
    ['from: bob', ['from:', 'bob']],
    ['from:"" bob', ['from:""', 'bob']],
    ['https://example.org foo:bar', ['https://example.org', 'foo:bar']],
    ['one - two', ['one', 'two']],
    ['--force -', ['--force']],
    ['-', []],
    ['"-" -"-"', ['"-"', '-"-"']],
    ['-> y -5 -🎉', ['->', 'y', '-5', '-🎉']],
    ['"" -"" " "', []],
    [' \t\n\u00a0', []],
    ['\u0301\u200b\u00ad', []],
    ['', []],
  ])('%j', (q, parts) => {
    expect(said(q)).toEqual(parts);
    expect(isEmptyQuery(parseQuery(q))).toBe(parts.length === 0);
  });
});

test('each part knows where it was written', () => {
  const q = ' one -"two  three" from:"Bob B" ';
  const { words, without, filters } = parseQuery(q);
  expect([...words, ...without, ...filters].map(({ start, end }) => q.slice(start, end))).toEqual([
    'one',
    '-"two  three"',
    'from:"Bob B"',
  ]);
});

/** A quotation within a quotation may lose its marks. */
const withoutMarks = (part: string) => part.replace(/["«»]/g, ' ');

test('any text is a query, and what is written of it says the same', () => {
  const alphabet = [
    '"',
    '«',
    '»',
    '-',
    ' ',
    'a',
    'from:',
    'in:',
    'has',
    ':',
    '\0',
    '\ud800',
    '(',
    '\u0301',
    'я',
  ];
  let seed = 7;
  const next = (below: number) => (seed = (seed * 48_271) % 0x7fff_ffff) % below;
  for (let round = 0; round < 2_000; round++) {
    const q = Array.from({ length: next(12) }, () => alphabet[next(alphabet.length)]).join('');
    const text = queryText(parseQuery(q));
    expect(said(queryText(parseQuery(text)))).toEqual(said(text));
    expect(said(text).map(withoutMarks)).toEqual(said(q).map(withoutMarks));
  }
});

describe('A filter', () => {
  test('is written behind the words, and in quotation marks where it has spaces', () => {
    expect(withFilter('hello ', 'in', 'Общий чат')).toBe('hello in:"Общий чат"');
    expect(withFilter('', 'from', 'bob')).toBe('from:bob');
    expect(said(withFilter('"a', 'from', 'bob'))).toEqual(['"a"', '{from:bob}']);
    expect(said(withFilter('«a', 'in', 'Room "1"'))).toEqual(['"a"', '{in:Room "1"}']);
  });

  test('is not written twice; a day takes the place of another one', () => {
    expect(withFilter('от:Bob x', 'from', 'bob')).toBe('от:Bob x');
    expect(withFilter('x before:2024 y', 'before', '2025')).toBe('x y before:2025');
  });

  test('goes, alone or with all of its kind', () => {
    expect(withoutFilter('from:bob x from:eve', 'from', 'eve')).toBe('from:bob x');
    expect(withoutFilter('from:bob x от:eve', 'from')).toBe('x');
    expect(withoutPlaces('one -two three', parseQuery('one -two three').without)).toBe('one three');
  });
});

test.each(['"', '-', '(', ':', 'from:', '\u0301', 'a', '«', '"-', 'in:"'])(
  '100 kB of %j are read in no time',
  (piece) => {
    const began = performance.now();
    parseQuery(piece.repeat(100_000 / piece.length));
    expect(performance.now() - began).toBeLessThan(1_000);
  },
);
