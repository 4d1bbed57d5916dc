import { describe, expect, test } from '@jest/globals';
import { cover, covered } from '../../../src/shared/rules/covered.js';
import { firstLink, format, markdown } from '../../../src/shared/rules/formatting.js';
import { plainText } from '../../../src/shared/rules/plain-text.js';
import { shownHtml } from '../../../src/shared/rules/shown-html.js';
import { Random } from '../../proofs/torture/random.js';

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
    ['it was ||the butler||', '<p>it was <span class="spoiler"><span>the butler</span></span></p>'],
    ['**a ||b** c||', '<p>**a <span class="spoiler"><span>b** c</span></span></p>'],
    [
      '||a `x || y` **b**||',
      '<p><span class="spoiler"><span>a <code>x || y</code> <strong>b</strong></span></span></p>',
    ],
    ['`a||b||` ||c||', '<p><code>a||b||</code> <span class="spoiler"><span>c</span></span></p>'],
    ['||a||||b||', '<p><span class="spoiler"><span>a||||b</span></span></p>'],
    [
      '- [ ] tea\n- [x] *milk*\n- [] no task',
      '<ul>\n<li class="task"><span class="task-mark">[ ]</span> tea</li>\n<li class="task"><span class="task-mark">[x]</span> <em>milk</em></li>\n<li>[] no task</li>\n</ul>',
    ],
    [
      '|a|b|\n|-|-:|\n|1|\\|\\|c\\|\\||',
      '<div class="table-frame">\n<table>\n<thead>\n<tr>\n<th>a</th>\n<th class="to-right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td class="to-right"><span class="spoiler"><span>c</span></span></td>\n</tr>\n</tbody>\n</table>\n</div>',
    ],
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
    'a || b || c, and x||y',
    'begun ||and never ended',
    '|||three||| and ||||',
    'a table | of one line',
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
    '||<img src=x onerror=alert(1)>||',
    '||https://example.org/"onclick="alert(1)||',
    '|<b>|"|\n|-|-|\n|<script>|||<i>||',
    '> |a|\n> |-|\n> |||b|||\n> - [x] <u>',
    '|'.repeat(4_000),
    '||'.repeat(2_000),
    '||a'.repeat(1_333),
    `${'|a'.repeat(500)}\n${'|-'.repeat(500)}${'\na'.repeat(900)}`,
  ])('lets no markup through, case %#', (text) => {
    const html = format(text) ?? '';
    const tags = [...html.matchAll(/<\/?([a-z]+)((?: [^>]*)?)>/g)];
    const allowed = /^(p|br|strong|em|s|code|pre|blockquote|ul|ol|li|a|span|div|table|thead|tbody|tr|th|td)$/;
    for (const [, name, attributes] of tags) {
      expect(name).toMatch(allowed);
      expect(attributes).toMatch(
        /^$|^ class="language-[^"<>]*"$|^ start="\d+"$|^ class="(?:spoiler|task|task-mark|table-frame|to-right)"$|^ href="https?:\/\/[^"<>]*" rel="noopener nofollow" target="_blank"$/,
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

describe('What is hidden', () => {
  test.each([
    ['it was ||the butler||, says `a || b`', 'it was ▒▒▒, says a || b', 'it was ▒▒▒, says `a || b`'],
    ['if (a || b || c)', 'if (a || b || c)', 'if (a || b || c)'],
    ['||a||\nand ||b||', '▒▒▒ and ▒▒▒', '▒▒▒'],
    ['- [x] ||a||', '▒▒▒', '- [x] ▒▒▒'],
  ])('stays so in a line of text: %s', (text, inNotice, inQuote) => {
    expect(plainText(text)).toBe(inNotice);
    expect(covered(text)).toBe(inQuote);
  });

  test('stays so where the text was cut before its end', () => {
    expect(plainText('it was ||the but', 16)).toBe(`it was ${cover}`);
    expect(covered('it was ||the but', 16)).toBe(`it was ${cover}`);
    expect(covered('it was ||the but')).toBe('it was ||the but');
  });

  test.each([
    '| a | b |\n|--|--|\n| ||w0w|| | c |',
    '| a | b | c | d | e |\n|--|--|--|--|--|\n| ||w0w|| | c |',
    '| a | b |\n|--|--|\n| ||w0w | c |\n| d|| | e |',
    '| a | b |\n|--|--|\n| \\|\\|w0w\\|\\| | c |',
  ])('stays so in what looks like a table: %j', (text) => {
    expect(hiddenIn(text)).toEqual(['w0w']);
    expect(covered(text)).not.toContain('w0w');
  });

  test.each(['| a || b |\n|--|--|--|', '|a|b|\n|-|-|\n|1||', '||a|\n|-|-|\n||1|', '| `a\\|\\|b` |\n|--|'])(
    'is nothing in a table with empty cells, or bars in code: %j',
    (text) => {
      expect(format(text)).toContain('<table>');
    },
  );

  test('has no preview', () => {
    expect(firstLink('||https://a.example|| https://b.example')).toBe('https://b.example');
  });

  /** Whatever stands around it: code, escapes, tables, the ends of paragraphs. */
  test('is in no line made of 10,000 texts', () => {
    const random = new Random(14);
    const told: { text: string; at: number }[] = [];
    let seen = 0;
    for (let round = 0; round < 10_000; round++) {
      const text = Array.from({ length: 2 + random.below(14) }, (_, n) => pieceOf(random, n)).join('');
      const hidden = hiddenIn(text);
      seen += hidden.length;
      const at = random.below(text.length);
      const cut = text.slice(0, at);
      const lines = [covered(text), plainText(text), covered(cut, at), plainText(cut, at)];
      if (hidden.some((word) => lines.some((line) => line.includes(word)))) told.push({ text, at });
    }
    expect(told).toEqual([]);
    expect(seen).toBeGreaterThan(1_000);
  });
});

const around = [
  '||',
  '||',
  '||',
  '\\|',
  '|',
  '`',
  '``',
  '\\',
  '\n',
  '\n\n',
  ' ',
  '*',
  '**',
  '~~',
  '> ',
  '- [ ] ',
];
const tables = ['\n|-|\n', '|a|b|\n|-|-|\n|', '\n```\n'];

function pieceOf(random: Random, n: number): string {
  if (random.chance(0.4)) return `w${n}w`;
  return random.chance(0.05) ? random.pick(tables) : random.pick(around);
}

/** The words that its formatting hides. */
function hiddenIn(text: string): string[] {
  const html = markdown.render(text);
  const hidden = [...html.matchAll(/<span class="spoiler"><span>(.*?)<\/span><\/span>/gs)];
  return hidden.flatMap(([, inside]) => inside!.match(/w\d+w/g) ?? []);
}

test('a page says what is hidden, done or a table, and where the keyboard stops', () => {
  const texts = () => ({ table: 'Table', done: 'done', notDone: 'not "done"', hidden: 'Hidden' });
  const shown = (text: string) => shownHtml(format(text)!, texts);
  expect(shown('||a||')).toBe(
    '<p><span class="spoiler" tabindex="-1"><span class="spoiler-key" tabindex="0" role="button" aria-label="Hidden"></span><span>a</span></span></p>',
  );
  expect(shown('- [x] a')).toContain(
    '<span class="task-mark is-done" role="img" aria-label="done"></span> a',
  );
  expect(shown('- [ ] a')).toContain('role="img" aria-label="not &quot;done&quot;"></span> a');
  expect(shown('|a|\n|-|')).toContain(
    '<div class="table-frame" tabindex="0" role="group" aria-label="Table">',
  );
  expect(shown('```\na\n```')).toBe('<div class="code-block"><pre tabindex="0"><code>a\n</code></pre></div>');
  expect(shown('```c++\na\n```')).toContain(
    '<pre tabindex="0" data-language="c++"><code class="language-c++">',
  );
  expect(shown('*class="spoiler"*')).toBe('<p><em>class=&quot;spoiler&quot;</em></p>');
});
