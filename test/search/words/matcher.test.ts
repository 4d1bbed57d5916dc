/** What a word of a query finds in a text. */
import { describe, expect, test } from '@jest/globals';
import { parseQuery } from '../../../src/shared/rules/search-query.js';
import { matcherOf } from '../../../src/server/search/words/matcher.js';

/** A text with [brackets] around what is marked in it; null where it does not match. */
function marked(q: string, text: string, beside: string[] = []): string | null {
  const marks = matcherOf(parseQuery(q))(text, beside);
  if (!marks) return null;
  const ends = marks.flatMap(([start, end], index) => [
    text.slice(index === 0 ? 0 : marks[index - 1]![1], start),
    `[${text.slice(start, end)}]`,
  ]);
  return ends.join('') + text.slice(marks.at(-1)?.[1] ?? 0);
}

describe('A word finds', () => {
  test.each([
    ['its forms in English', 'running', 'He runs, she run', 'He [runs], she [run]'],
    ['its forms in Russian', 'кошки', 'о кошке и кошками', 'о [кошке] и [кошками]'],
    ['a longer word that it is a part of', 'base', 'the Database', 'the Data[base]'],
    ['no longer word where it has a letter or two', 'go', 'ago, golf, go', 'ago, golf, [go]'],
    ['ё where е is meant', 'елка', 'ёлка', '[ёлка]'],
    ['е where ё is meant', 'ёлка', 'елка', '[елка]'],
    ['letters without their accents', 'resume', 'Mein Re\u0301sumé!', 'Mein [Re\u0301sumé]!'],
    ['letters in whatever case', 'STRASSE', 'Straße', '[Straße]'],
    ['a name in Turkish', 'istanbul', 'İstanbul ISTANBUL', '[İstanbul] [ISTANBUL]'],
    ['a part of a text without spaces', '東京', '私は東京都に', '私は[東京]都に'],
    ['a Korean word with what is written at it', '회사', '회사에서', '[회사]에서'],
    ['an emoji of whatever colour', '👍', 'ok 👍🏽', 'ok [👍🏽]'],
  ])('%s', (_what, q, text, result) => {
    expect(marked(q, text)).toBe(result);
  });

  test.each([
    ['another word', 'cat', 'dog'],
    ['и where й is meant', 'йод', 'иод'],
    ['a flag across two flags', '🇪🇪', '🇩🇪🇪🇺'],
    ['a person in a family', '👨', '👨‍👩‍👧'],
  ])('not %s', (_what, q, text) => {
    expect(marked(q, text)).toBeNull();
  });
});

describe('What has signs is found as it is written', () => {
  test.each([
    ['ERR_404', 'xERR_4045', 'x[ERR_404]5'],
    ['v1.2.3', 'v1.2.3.', '[v1.2.3].'],
    ['1.2', 'v1.2.3', 'v[1.2].3'],
    ['foo.bar()', 'x = foo.bar();', 'x = [foo.bar()];'],
    ['(foo.bar(),', 'foo.bar()', '[foo.bar()]'],
    ['(foo)', 'foo', '[foo]'],
    ['“hello', 'hello', '[hello]'],
    ['char*', 'characters', '[char]acters'],
    ['C++', 'in c++17', 'in [c++]17'],
    ['#42', 'see #42', 'see [#42]'],
    ['100%', '100% sure', '[100%] sure'],
  ])('%s', (q, text, result) => {
    expect(marked(q, text)).toBe(result);
  });

  test.each([
    ['v1.2.3', 'v1.2.34'],
    ['1.2', 'rev1.2'],
    ['v1.2.3', 'xv1.2.3'],
    ['#42', '#421'],
    ['C++', 'abc++'],
    ['f%o', 'foo'],
    ['f_o', 'foo'],
    ['f*o', 'foo'],
  ])('%s is not in %s', (q, text) => {
    expect(marked(q, text)).toBeNull();
  });
});

describe('A phrase', () => {
  test.each([
    ['"hello world"', 'Hello, world!', '[Hello, world]!'],
    ['"run"', 'run', '[run]'],
    ['"東京 タワー"', '東京タワー', '[東京タワー]'],
  ])('%s', (q, text, result) => {
    expect(marked(q, text)).toBe(result);
  });

  test.each([
    ['"hello world"', 'hello worlds'],
    ['"hello world"', 'world hello'],
    ['"run"', 'running'],
    ['"東京タワー"', '東京 タワー'],
  ])('%s is not in %s', (q, text) => {
    expect(marked(q, text)).toBeNull();
  });
});

test('what must not be there', () => {
  expect(marked('one -two', 'one two')).toBeNull();
  expect(marked('one -two', 'one')).toBe('[one]');
  expect(marked('one -"two three"', 'one three two')).toBe('[one] three two');
});

test('names of files beside a text count, and no phrase goes over into them', () => {
  expect(marked('see report', 'See this', ['report.pdf'])).toBe('[See] this');
  expect(marked('"this report"', 'See this', ['report.pdf'])).toBeNull();
  expect(marked('see -report', 'See this', ['report.pdf'])).toBeNull();
});

describe('Nothing takes long', () => {
  const query = 1_000;
  test.each([
    ['quotation marks', '"', '" "'],
    ['minuses', '-', '- -'],
    ['brackets', '(', '('],
    ['accents', '\u0301', 'e\u0301'.repeat(3) + '\u0301'.repeat(400)],
    ['marks in a bad order', 'a\u0301\u0327', '\u0301\u0327'],
    ['one long word', 'a', 'a'],
    ['one long word that is not there', 'ab', 'a'],
    ['words', 'а ', 'а '],
    [
      'many words',
      Array.from({ length: 300 }, (_, at) => at.toString(36))
        .join(' ')
        .slice(0, 990),
      'a b c d e ',
    ],
    ['a phrase', '"' + 'a '.repeat(400) + 'b"', 'a '],
    ['letters of a script without spaces', '"ああ い"', 'あ'],
    ['what must not be there', '-ab ', 'a'],
    ['signs', '-->', '--'],
    ['flags', '🇩🇩', '🇩'],
    ['joined emoji', '👨‍', '👨‍'],
    ['syllables', '\u1100\u1161', '\u1100\u1161'],
    ['what becomes many', 'ﷺ', 'ﷺ'],
  ])('%s', (_what, piece, said) => {
    const texts = [said.repeat(4_000 / said.length), said.repeat(4_000 / said.length).slice(1)];
    const began = performance.now();
    for (const q of [piece.repeat(10_000 / piece.length), piece.repeat(query / piece.length)]) {
      const matcher = matcherOf(parseQuery(q));
      for (const text of texts) matcher(text);
    }
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
