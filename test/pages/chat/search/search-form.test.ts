/** What the fields of the search and the text beside them mean together. */
import { expect, test } from '@jest/globals';
import { fieldsOf, formSent, queryOf } from '../../../../src/server/pages/chat/search/search-form.js';
import { searchWords } from '../../../../src/server/pages/chat/search/search-words.js';
import { filterKeyOf, hasValueOf, isValueOf } from '../../../../src/shared/rules/search-filters.js';
import { faceOf, pillLook } from '../../../../src/shared/rules/pill-look.js';
import { inBox, inQuery } from '../../../../src/shared/rules/search-form.js';

const meant = (sent: object) => queryOf(formSent.parse(sent));

test.each([
  ['words alone stay as they are', { q: ' tomato  blight ' }, 'tomato  blight'],
  ['fields become words', { q: 'tomato', from: 'boris', has: 'link' }, 'from:boris has:link tomato'],
  ['names with spaces are quoted', { q: 'tea', in: 'Garden Kitchen' }, 'in:"Garden Kitchen" tea'],
  ['pills stay', { q: 'tea', filter: ['from:boris', '-in:kitchen'] }, 'from:boris -in:kitchen tea'],
  ['one pill is a list, too', { q: 'tea', filter: 'from:boris' }, 'from:boris tea'],
  ['an unchanged field changes nothing', { filter: 'has:links', has: 'link' }, 'has:links'],
  [
    'another choice takes the place',
    { filter: ['from:anna', 'is:saved'], from: 'boris' },
    'is:saved from:boris',
  ],
  ['an emptied field takes it away', { q: 'tea', filter: 'from:anna', from: '' }, 'tea'],
  ['only the one that it showed', { filter: ['from:anna', 'from:boris'], from: '' }, 'from:boris'],
  [
    'what no field can show stays',
    { filter: ['after:yesterday', '-has:file'], after: '', has: '' },
    'after:yesterday -has:file',
  ],
  [
    'a filter that was typed stands beside',
    { q: 'from:boris tea', filter: 'from:anna', from: 'anna' },
    'from:anna from:boris tea',
  ],
  ['a quotation that nobody closed', { q: 'tea', filter: 'in:"Garden Kitchen' }, 'in:"Garden Kitchen" tea'],
  ['what is none of these says nothing', { q: ['a', 'b'], filter: { x: 1 }, from: ['x'] }, ''],
])('%s', (_what, sent, q) => {
  expect(meant(sent)).toBe(q);
});

test('fields show what stands in the query, in whichever words', () => {
  const { pills, text } = inBox('от:boris есть:ссылки -is:saved after:2026-01-01 before:вчера чай');
  expect(fieldsOf(pills)).toEqual({ from: 'boris', has: 'link', after: '2026-01-01' });
  expect(text).toBe('чай');
});

test('what is put into the box comes out as it was asked', () => {
  for (const q of [
    'a from:b "c d" -e in:"f g"',
    '"',
    '-',
    'from:',
    '   ',
    'in:"never closed',
    'x'.repeat(1_000),
  ]) {
    const again = inQuery(inBox(q));
    expect(inBox(again)).toEqual(inBox(inQuery(inBox(again))));
    expect(inBox(again).pills.map(({ key, value }) => [key, value])).toEqual(
      inBox(q).pills.map(({ key, value }) => [key, value]),
    );
  }
});

test('a pill says its filter in the language of its reader, and leads to the search without it', () => {
  const box = inBox('from:anna -has:pictures after:2026-06-01 tea');
  const faces = {
    me: { id: 1, username: 'boris', name: 'Boris' },
    people: [{ id: 2, username: 'Anna', name: 'Anna K.' }],
  };
  const looks = box.pills.map((pill) => pillLook(pill, box, searchWords('en'), 'en', faces));
  expect(looks.map(({ begins, shown }) => `${begins} ${shown}`)).toEqual([
    ...['from anna', 'not has picture', 'after 1 June 2026'],
  ]);
  expect(looks[0]).toMatchObject({
    removes: 'Remove: from anna',
    href: '/search?q=-has%3Apictures+after%3A2026-06-01+tea',
  });
  expect(looks.map(({ face }) => face?.id)).toEqual([2, undefined, undefined]);
  expect(faceOf({ key: 'to', value: 'мне' }, faces)?.id).toBe(1);
  expect(faceOf({ key: 'mentions', value: '@ANNA' }, faces)?.id).toBe(2);
  expect(faceOf({ key: 'in', value: 'anna' }, faces)).toBeUndefined();
  expect(pillLook(box.pills[2]!, box, searchWords('ru'), 'ru', faces)).toMatchObject({
    begins: 'после',
    shown: '1 июня 2026 г.',
  });
});

test.each(['en', 'ru'])('every word that is offered in %s is one that a query knows', (language) => {
  const { keys, values } = searchWords(language);
  for (const { key, name } of keys) expect(filterKeyOf(name.replace(':', ''))).toBe(key);
  for (const [value, word] of Object.entries(values.has!)) expect(hasValueOf(word)).toBe(value);
  for (const [value, word] of Object.entries(values.is!)) expect(isValueOf(word)).toBe(value);
});
