/** Words of the list are found whole, however they are spelled, and in one pass. */
import { expect, test } from '@jest/globals';
import { HeldWords } from '../../src/server/people/held-words.js';

const found = (lines: string[], text: string) => new HeldWords(lines).find(text);

test.each([
  ['as it stands', 'What an idiot you are', 'idiot'],
  ['in capitals', 'IDIOT!', 'IDIOT'],
  ['with accents', 'you ïdíot', 'ïdíot'],
  ['with letters of another alphabet', 'you idi\u043et', 'idi\u043et'],
  ['with what cannot be seen', 'you id\u200bi\u00adot', 'idiot'],
  ['in wide letters', 'ｉｄｉｏｔ', 'idiot'],
  ['between marks of formatting', '**idiot**', 'idiot'],
])('a word is found %s', (_, text, word) => expect(found(['Idiot'], text)).toBe(word));

test('a part of a word is none, unless the line ends with *', () => {
  expect(found(['ass'], 'The class passes')).toBeUndefined();
  expect(found(['идиот*'], 'ну и ИДИОТСТВО')).toBe('ИДИОТСТВО');
  expect(found(['идиот*'], 'полуидиот')).toBeUndefined();
  expect(found(['*', ' ', '!!!'], 'anything at all')).toBeUndefined();
});

test('several words are found where they follow each other', () => {
  expect(found(['buy now'], 'Buy,  NOW or never')).toBe('Buy NOW');
  expect(found(['buy now'], 'now buy')).toBeUndefined();
});

test('a list of a thousand lines costs a long text about what a list of ten does', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(150).slice(0, 4_000);
  const lists = [10, 1_000].map(
    (count) => new HeldWords(Array.from({ length: count }, (_, n) => `lorem${n}${n % 2 ? '*' : ' dolor'}`)),
  );
  const times = lists.map((list) => {
    for (let n = 0; n < 20; n++) list.find(text);
    const since = performance.now();
    for (let n = 0; n < 50; n++) expect(list.find(text)).toBeUndefined();
    return performance.now() - since;
  });
  expect(times[1]!).toBeLessThan(times[0]! * 8);
});
