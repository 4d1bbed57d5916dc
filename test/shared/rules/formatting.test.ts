import { describe, expect, test } from '@jest/globals';
import { format } from '../../../src/shared/rules/formatting.js';

describe('Formatting', () => {
  test.each([
    ['**bold** and *slanted*', '<p><strong>bold</strong> and <em>slanted</em></p>'],
    ['~~gone~~', '<p><s>gone</s></p>'],
    ['run `npm start`', '<p>run <code>npm start</code></p>'],
    ['```sh\n$ ls <dir>\n```', '<pre><code class="language-sh">$ ls &lt;dir&gt;\n</code></pre>'],
    ['> said\n\nanswered', '<blockquote>\n<p>said</p>\n</blockquote>\n<p>answered</p>'],
    ['- one\n- two', '<ul>\n<li>one</li>\n<li>two</li>\n</ul>'],
    ['1. one\n2. two', '<ol>\n<li>one</li>\n<li>two</li>\n</ol>'],
    ['**a**\nb', '<p><strong>a</strong><br>\nb</p>'],
  ])('%s', (text, html) => {
    expect(format(text)).toBe(html);
  });

  test('makes links of bare addresses, and says what they are to search engines and openers', () => {
    expect(format('see https://example.org/a_b?c=1&d=2, please')).toBe(
      '<p>see <a href="https://example.org/a_b?c=1&amp;d=2" rel="noopener nofollow" target="_blank">https://example.org/a_b?c=1&amp;d=2</a>, please</p>',
    );
  });

  test.each([
    'plain words',
    'two\nlines',
    'snake_case_name and 2 * 3 * 4',
    'a < b && c > d',
    'mail me at anna@example.org, or look into readme.md',
    '5.5 + 3',
    '<b>not bold</b>',
    '-1 degrees',
    '# no heading',
    '[words](ftp://evil.example)',
    'javascript:alert(1) and ftp://example.org and //example.org',
  ])('leaves alone: %s', (text) => {
    expect(format(text)).toBeNull();
  });

  test.each([
    '**<img src=x onerror=alert(1)>**',
    '`<script>`',
    '*[x](javascript:alert(1))*',
    '![x](https://example.org/x.png)',
    '**https://example.org/"onmouseover="alert(1)**',
    '<https://example.org/><b>*x*</b>',
    '```"><script>\nx\n```',
    '> '.repeat(1_000) + 'deep',
    '*'.repeat(4_000),
    '_a'.repeat(2_000),
    '- '.repeat(2_000),
    '`'.repeat(3_999),
  ])('lets no markup through, case %#', (text) => {
    const html = format(text) ?? '';
    const tags = [...html.matchAll(/<\/?([a-z]+)((?: [^>]*)?)>/g)];
    const allowed = /^(p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a)$/;
    for (const [, name, attributes] of tags) {
      expect(name).toMatch(allowed);
      expect(attributes).toMatch(
        /^$|^ class="language-[^"<>]*"$|^ start="\d+"$|^ href="https?:\/\/[^"<>]*" rel="noopener nofollow" target="_blank"$/,
      );
    }
    expect(html.replace(/<\/?[a-z][^>]*>/g, '')).not.toMatch(/[<>]/);
  });

  test('of the longest message takes no time to speak of', () => {
    const started = performance.now();
    for (const piece of ['*a ', '**', '~~', '`', '> ', '- a\n', 'https://a.b/_*', '[', '\\*'])
      format(piece.repeat(Math.floor(4_000 / piece.length)));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
