import { describe, expect, test } from '@jest/globals';
import type { ChangePart } from '../../../src/shared/versions.js';
import { differences } from '../../../src/server/messages/versions/differences.js';
import { promised } from '../../support/socket.js';

const plenty = () => ({ pairs: 2_000_000 });
const marked = (before: string, after: string) =>
  differences(before, after, plenty())
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');
const without = (kind: ChangePart['kind'], parts: ChangePart[]) =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join('');

describe('What an edit changed', () => {
  test.each([
    ['Tea at five', 'Tea at six', 'Tea at [-five-]{+six+}'],
    ['Tea at five', 'Tea at five, please', 'Tea at five{+, please+}'],
    ['very very good', 'very good', 'very [-very -]good'],
    ['red blue', 'green yellow', '[-red blue-]{+green yellow+}'],
    ['Завтра в пять', 'Завтра в шесть', 'Завтра в [-пять-]{+шесть+}'],
    ['ё́лка', 'ёлка', '[-ё́лка-]{+ёлка+}'],
    ['one\ntwo', 'one\n2\ntwo', 'one\n{+2\n+}two'],
    ['👍 yes', '👎 yes', '[-👍-]{+👎+} yes'],
    ['', 'words', '{+words+}'],
    ['words', '', '[-words-]'],
    ['a@example.com', 'b@example.com', '[-a-]{+b+}@example.com'],
  ])('from %j to %j', (before, after, expected) => {
    expect(marked(before, after)).toBe(expected);
  });

  test('holds both texts, whatever they are, and no two parts of a kind side by side', () => {
    let state = 20_261_130;
    const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
    const pieces = ['tea', 'чай', ' ', ' ', '  ', '\n', '.', '👍', '\u0301', '茶', '\ud800', 'tea'];
    const text = () => Array.from({ length: random(40) }, () => pieces[random(pieces.length)]).join('');
    for (let round = 0; round < 2_000; round++) {
      const [before, after] = [text(), text()];
      const parts = differences(before, after, { pairs: random(3) === 0 ? 50 : 2_000_000 });
      expect([without('added', parts), without('removed', parts)]).toEqual([before, after]);
      const kinds = parts.map(({ kind }) => kind);
      expect(kinds.filter((kind, place) => kind === kinds[place - 1])).toEqual([]);
      expect(parts.every((part) => part.text !== '')).toBe(true);
    }
  });

  test('is found for so much of it as is allowed; what begins and ends alike stays so', () => {
    const many = (word: string) => Array.from({ length: 400 }, (_, n) => `${word}${n}`).join(' ');
    const [before, after] = [`Hello ${many('a')} bye`, `Hello ${many('b')} bye`];
    const allowed = { pairs: 1_000 };
    expect(differences(before, after, allowed).map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ]);
    expect(differences('Tea at five', 'Tea at six', allowed)).toHaveLength(3);
    expect(allowed.pairs).toBe(999);
  });

  test('takes no longer than a reader waits, however hostile both texts are', () => {
    const [before, after] = ['!?'.repeat(2_000), '?!.'.repeat(1_333)];
    const begin = performance.now();
    const allowed = plenty();
    for (let round = 0; round < 50; round++) differences(before, after, allowed);
    expect(performance.now() - begin).toBeLessThan(promised(2_000));
  });
});
