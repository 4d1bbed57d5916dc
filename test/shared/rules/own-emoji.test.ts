/** Emoji of the server's own in texts: who formats hands their names in. */
import { describe, expect, test } from '@jest/globals';
import { longestHtml, format } from '../../../src/shared/rules/formatting.js';

const facts = { id: 7, width: 64, height: 32, moves: false };
const emoji = new Map([
  ['party_parrot', facts],
  ['blink', { ...facts, id: 8, moves: true }],
  ['30', facts],
]);
const picture =
  '<img class="emoji-picture" src="/emoji/7/party_parrot.webp" alt=":party_parrot:" title=":party_parrot:" width="64" height="32">';
const moving =
  '<img class="emoji-picture moves" src="/emoji/8/blink.webp" alt=":blink:" title=":blink:" width="64" height="32">';

describe('An own emoji', () => {
  test.each([
    ['hooray :party_parrot:', `<p>hooray ${picture}</p>`],
    [':Party_Parrot::blink:', `<p>${picture}${moving}</p>`],
    ['**now :blink:**', `<p><strong>now ${moving}</strong></p>`],
    ['> :blink:', `<blockquote>\n<p>${moving}</p>\n</blockquote>`],
    [':nobody:blink:', null],
    ['12:30:45 and x:blink:', null],
    [':nothing_such: :tada:', null],
    [': blink :', null],
    ['`:blink:`', '<p><code>:blink:</code></p>'],
    ['\\:blink:', '<p>:blink:</p>'],
  ])('%s', (text, html) => {
    expect(format(text, { emoji })).toBe(html);
  });

  test('is a name for whoever knows none', () => {
    expect(format(':blink:')).toBeNull();
    expect(format(':blink:', { emoji: new Map() })).toBeNull();
  });

  test('is no picture any more after a hundred of them, and the text keeps its formatting', () => {
    const html = format(`**many** ${':blink:'.repeat(500)}`, { emoji })!;
    expect(html.split('<img').length - 1).toBe(100);
    expect(html).toContain('<strong>many</strong>');
    expect(html.length).toBeLessThan(longestHtml);
  });

  test('no name makes a picture of another place', () => {
    expect(format(':../../x: :"onerror=: :a b:', { emoji })).toBeNull();
  });
});
