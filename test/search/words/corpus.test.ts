/** The corpus, by the matcher alone. */
import { expect, test } from '@jest/globals';
import { parseQuery } from '../../../src/shared/rules/search-query.js';
import { candidatesOf, matcherOf } from '../../../src/server/search/words/matcher.js';
import { messages } from '../corpus-messages.js';
import { namesFound, queries } from '../corpus.js';

test('it knows 300 queries and a hundred messages, each once', () => {
  expect(new Set(queries.map(([q]) => q)).size).toBeGreaterThanOrEqual(300);
  expect(new Set(messages.map(([name]) => name)).size).toBe(messages.length);
  expect(messages.length).toBeGreaterThanOrEqual(100);
});

test.each(queries)('%j finds %s', (q, found) => {
  const matches = matcherOf(parseQuery(q));
  expect(messages.filter(([, text]) => matches(text)).map(([name]) => name)).toEqual(namesFound(found));
});

test('all but a few signs are looked up in an index', () => {
  const others = queries.filter(([q]) => candidatesOf(parseQuery(q)).length === 0).map(([q]) => q);
  expect(others.filter((q) => /[\p{L}\p{N}]/u.test(q) && !q.startsWith('-'))).toEqual([]);
});
