import { expect, test } from '@jest/globals';
import { sentenceHtml } from '../../src/server/platform/rendering/sentence.js';
import { fill } from '../../src/shared/rules/fill.js';

test('A text gets its values, as they are, wherever their names stand', () => {
  const text = '{{who}} writes to {{whom}}, {{count}} times; {{who}} waits';
  const values = { who: '$& {{whom}}', whom: 'anna', count: 0 };
  expect(fill(text, values)).toBe('$& {{whom}} writes to anna, 0 times; $& {{whom}} waits');
});

test('A hole without a value stays, to be seen', () => {
  expect(fill('Try again in {{seconds}} seconds.', {})).toBe('Try again in {{seconds}} seconds.');
});

test('In a sentence of html only what we make is markup', () => {
  const parts = { who: { name: '<b>', href: '/people/"b"' }, what: { text: 'a & b {{who}}' } };
  expect(sentenceHtml('"{{who}}" < {{what}}', parts)).toBe(
    '&quot;<a href="/people/&quot;b&quot;"><bdi>&lt;b&gt;</bdi></a>&quot; &lt; a &amp; b {{who}}',
  );
});
