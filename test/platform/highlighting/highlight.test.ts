import { describe, expect, test } from '@jest/globals';
import { highlight, longest } from '../../../src/server/platform/highlighting/highlight.js';
import { languages } from '../../../src/server/platform/highlighting/languages.js';
import { ShareOfTime } from '../../../src/server/platform/work/share-of-time.js';
import { withinTime } from '../../../src/server/platform/work/within-time.js';
import { format, longestHtml } from '../../../src/shared/rules/formatting.js';

/** Without its tags it is the escaped code. */
const withoutTags = (html: string) => html.replace(/<span class="[\w -]+">|<\/span>/g, '');

const code = 'a = "b" + 1 # c\nif (x < 5 && y) { return f(\'d\'); } // e\n<a href="x">y</a>\n';
const escaped = code
  .replaceAll('&', '&amp;')
  .replaceAll('<', '&lt;')
  .replaceAll('>', '&gt;')
  .replaceAll('"', '&quot;')
  .replaceAll("'", '&#x27;');

const formatted = (text: string) => format(text, { highlight });

describe('Colours', () => {
  test('of 40 languages and more', () => {
    expect(Object.keys(languages).length).toBeGreaterThanOrEqual(40);
  });

  test.each(Object.keys(languages))('%s: classes around the code, and nothing else', (language) => {
    expect(withoutTags(highlight(code, language)!)).toBe(escaped);
  });

  test('no name is that of two languages', () => {
    const names = Object.entries(languages).flatMap(([name, others]) => [name, ...others.split(' ')]);
    const given = names.filter(Boolean);
    expect(given.filter((name, n) => given.indexOf(name) !== n)).toEqual([]);
  });

  test.each([
    ['js', 'const a = 1;', '<span class="code-keyword">const</span> a = <span class="code-number">1</span>;'],
    ['C#', '// a', '<span class="code-comment">// a</span>'],
    ['html', '<b>', '<span class="code-tag">&lt;<span class="code-name">b</span>&gt;</span>'],
  ])('%s', (name, text, html) => expect(highlight(text, name)).toBe(html));

  test.each(['', 'klingon', 'constructor', '__proto__', '../../package'])('none of %j', (name) => {
    expect(highlight(code, name)).toBeNull();
  });

  test('are kept in the HTML of a message, unless that becomes too long', () => {
    expect(formatted('```js\nlet a\n```')).toBe(
      '<pre><code class="language-js"><span class="code-keyword">let</span> a\n</code></pre>',
    );
    const dense = formatted(`\`\`\`js\n${'1+'.repeat(1_900)}1\n\`\`\``)!;
    expect(dense.length).toBeLessThan(longestHtml);
    expect(dense).not.toContain('<span');
  });
});

describe('Work that takes long', () => {
  test('is broken off wherever it is, in a loop or in a pattern, and what comes after it is done', () => {
    expect(
      withinTime(20, () => {
        for (;;);
      }),
    ).toBeUndefined();
    // eslint-disable-next-line regexp/no-super-linear-backtracking -- what is to be broken off
    expect(withinTime(20, () => /^(?:a+)+$/.test(`${'a'.repeat(60)}b`))).toBeUndefined();
    expect(withinTime(10_000, () => 'done')).toBe('done');
    const wrong = (): unknown => JSON.parse('{');
    expect(() => withinTime(10_000, wrong)).toThrow('JSON');
  });

  test('has a share of the time, and something at once after a rest', () => {
    let now = 0;
    const share = new ShareOfTime(0.1, 100, () => now);
    const work = (milliseconds: number) => share.spend(() => void (now += milliseconds));
    work(90);
    expect(share.isLeft).toBe(true);
    work(90);
    expect(share.isLeft).toBe(false);
    now += 900;
    expect(share.isLeft).toBe(true);
  });

  /** What 42 languages took longest for, of 1,600 texts made of their signs. */
  test('is no message made of code', () => {
    for (const [language, text] of hostile) {
      const started = performance.now();
      expect(formatted(`\`\`\`${language}\n${text.slice(0, 3_900)}\n\`\`\``)).toMatch(/^<pre>/);
      // Twenty times what it may take, as machines may be busy.
      expect(performance.now() - started).toBeLessThan(20 * longest);
    }
  });
});

const hostile: [string, string][] = [
  ['php', 'E'.repeat(4_000)],
  ['ini', '_'.repeat(4_000)],
  ['java', '_'.repeat(4_000)],
  ['typescript', `=> ${'a'.repeat(4_000)}`],
  ['csharp', 'var '.repeat(1_000)],
  ['nginx', `\\"${'a'.repeat(4_000)}`],
  ['javascript', `//${' '.repeat(4_000)}x`],
];
