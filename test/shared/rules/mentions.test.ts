import { describe, expect, test } from '@jest/globals';
import { calledIn, isNameOf, means, mentionsIn } from '../../../src/shared/rules/mentions.js';
import { format } from '../../../src/shared/rules/formatting.js';

const found = (text: string, me = 'nobody') =>
  mentionsIn(text, isNameOf(me)).map(({ index, name }) => `${index} ${name}`);

describe('names in a text', () => {
  test.each([
    ['@anna', ['0 anna']],
    ['tea, @anna and @борис?', ['5 anna', '15 борис']],
    ['(@anna)', ['1 anna']],
    ['@anna.b-c_d', ['0 anna.b-c_d']],
    ['thanks, @anna.', ['8 anna']],
    ['boris@anna.example', []],
    ['a.@anna', []],
    ['x/@anna', []],
    ['@@anna', []],
    ['@ anna', []],
    ['@-anna', []],
  ])('%s', (text, names) => expect(found(text)).toEqual(names));

  test('a full stop belongs to the name of somebody who is called so', () => {
    expect(found('thanks, @anna.', 'anna.')).toEqual(['8 anna.']);
    expect(found('thanks, @anna..', 'anna.')).toEqual(['8 anna']);
  });
});

describe('a message means Anna', () => {
  test.each([
    'Good morning, @anna!',
    '@ANNA: see above.',
    '**bold @Anna**',
    '> quoted @anna',
    '`code` and @anna',
    'https://example.org/ @anna',
    '`one backtick @anna',
    '`code`@anna',
    '```\ncode\n```\n@anna',
    '@ａｎｎａ',
  ])('%s', (text) => expect(means(text, 'Anna')).toBe(true));
});

describe('a message does not mean Anna', () => {
  test.each([
    'anna',
    'mail me at boris@anna.example',
    '@annabel and @anna2 are others',
    'code: `@anna`',
    'code: `` a ` @anna ``',
    '```\n@anna\n```',
    '~~~ts\n@anna\n~~~',
    '```\nnever closed @anna',
    'https://example.org/@anna',
    'https://example.org/?to=@anna',
  ])('%s', (text) => expect(means(text, 'Anna')).toBe(false));
});

/** What the page marks: text outside of code and links, as the server formats it. */
test.each([
  'a `@anna` b',
  'a ``@anna` b',
  '```\n@anna\n```',
  '  ```\n@anna\n  ```\nafter',
  '```\n@anna',
  'see https://example.org/@anna',
  '**@anna**',
  '- @anna',
  '@anna `x`',
  'x`y`@anna',
  '`` ` @anna ` ``',
])('the written text means whom the formatted one does: %s', (text) => {
  const html = format(text) ?? text;
  const said = html.replace(/<(code|a)\b[^]*?<\/\1>/g, '\n').replace(/<[^>]*>/g, '\n');
  const isAnna = isNameOf('anna');
  expect(means(text, 'anna')).toBe(mentionsIn(said, isAnna).some(({ name }) => isAnna(name)));
});

describe('whom a message calls', () => {
  test.each([
    ['tea, @Anna and @борис.', [['anna'], ['борис.', 'борис']], null],
    ['@anna @ANNA', [['anna']], null],
    ['@here, tea is ready', [], 'here'],
    ['@здесь @все', [], 'room'],
    ['`@anna` https://example.org/@anna', null, null],
    ['nobody', null, null],
  ])('%s', (text, names, everybody) =>
    expect(calledIn(text)).toEqual(names === null ? null : { names, everybody }),
  );

  test('fifty people at most', () => {
    const text = Array.from({ length: 200 }, (_, index) => `@name${index}`).join(' ');
    expect(calledIn(text)!.names).toHaveLength(50);
  });
});
