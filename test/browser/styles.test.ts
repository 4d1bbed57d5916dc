/** The styles: every file is in the bundle, and no rule stands twice. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/server/config/project-root.js';

const folder = join(projectRoot, 'public', 'css');
const entries = ['samovar.css', 'later.css', 'admin.css'];
const entry = entries.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.css') && !entries.includes(path));

interface Rule {
  file: string;
  /** With the media query around it. */
  selectors: string[];
  declarations: string[];
}

const rules = files.flatMap((file) => rulesIn(file, readFileSync(join(folder, file), 'utf8')));

function rulesIn(file: string, source: string): Rule[] {
  const found: Rule[] = [];
  const open: { head: string; declarations: string[] }[] = [];
  const tokens = source.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{};]*)([{};])/g);
  for (const [, text = '', sign] of tokens) {
    const part = text.trim().replace(/\s+/g, ' ');
    if (sign === '{') open.push({ head: part, declarations: [] });
    else if (part) open.at(-1)!.declarations.push(part);
    if (sign !== '}') continue;
    const { head, declarations } = open.pop()!;
    const around = open.map((outer) => outer.head).join(' ');
    const selectors = head.split(/, (?![^()]*\))/).map((selector) => `${around} ${selector}`);
    if (declarations.length > 0) found.push({ file, selectors, declarations: declarations.sort() });
  }
  return found;
}

/** Each key that stands more than once, with the files. */
function repeated(entries: [key: string, file: string][]): [string, string[]][] {
  const places = new Map<string, string[]>();
  for (const [key, file] of entries) places.set(key, [...(places.get(key) ?? []), file]);
  return [...places].filter(([, files]) => files.length > 1);
}

test('every file is in the bundle, inside its layer', () => {
  const imports = [...entry.matchAll(/@import '\.\/(.+)' layer\((\w+)\);/g)];
  expect(imports.map(([, path]) => path).sort()).toEqual([...files].sort());
  for (const [, path, layer] of imports) {
    const [top] = path!.split('/');
    const expected = { 'tokens.css': 'tokens', 'base.css': 'base', 'helpers.css': 'base' }[top!];
    expect([path, layer]).toEqual([
      path,
      expected ?? (top === 'components' || top === 'layouts' ? top : 'features'),
    ]);
  }
});

test('no selector stands in two files, and no three declarations stand twice', () => {
  expect(rules.length).toBeGreaterThan(200);
  const selectors = rules.flatMap(({ file, selectors }) =>
    [...new Set(selectors)].map((selector): [string, string] => [selector, file]),
  );
  const acrossFiles = repeated(selectors).filter(([, places]) => new Set(places).size > 1);
  expect(acrossFiles).toEqual([]);
  const blocks = rules
    .filter(({ declarations }) => declarations.length > 2)
    .map(({ file, declarations }): [string, string] => [declarations.join('; '), file]);
  expect(repeated(blocks)).toEqual([]);
});

test('no file is long', () => {
  const lengths = files.map((file) => readFileSync(join(folder, file), 'utf8').split('\n').length);
  expect(Math.max(...lengths)).toBeLessThan(250);
  expect(lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)]).toBeLessThan(80);
});
