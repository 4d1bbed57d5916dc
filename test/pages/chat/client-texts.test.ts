/** Scripts of the page say what the server handed them, and nothing is handed to them that they do not say. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { textsOfScripts } from '../../../src/server/pages/chat/client-texts.js';
import { commandList } from '../../../src/shared/rules/commands.js';

const folder = join(projectRoot, 'src', 'browser');
const all = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map((file) => join(folder, file));

/** What takes its texts with it: bin/build.mjs puts into it what its calls of `t` say. */
const ofUploads = all.filter((file) => dirname(file) === join(folder, 'uploads'));
/** Said on both sides: what rooms tell of themselves. */
const ofLines = join(projectRoot, 'src', 'shared', 'rules', 'room-line.ts');
const sources = [...all.filter((file) => !ofUploads.includes(file)), ofLines];

interface Found {
  /** What is said word by word, with where. */
  said: Map<string, string>;
  /** Calls that say what a variable holds: `file: expression`. */
  bySight: string[];
  /** Files of templates. */
  templates: Set<string>;
}

const found: Found = { said: new Map(), bySight: [], templates: new Set() };
for (const file of sources)
  collect(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
for (const file of found.templates) readTemplate(file);

function collect(node: ts.Node): void {
  const file = node.getSourceFile().fileName;
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const { text } = node.moduleSpecifier;
    if (text.endsWith('.hbs')) found.templates.add(resolve(dirname(file), text));
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't')
    for (const sentence of choices(node.arguments[0]!)) say(sentence, relative(folder, file));
  ts.forEachChild(node, collect);
}

/** A sentence, or both of a choice. */
function choices(node: ts.Expression): ts.Expression[] {
  return ts.isConditionalExpression(node) ? [...choices(node.whenTrue), ...choices(node.whenFalse)] : [node];
}

function say(sentence: ts.Expression, file: string): void {
  if (ts.isStringLiteralLike(sentence)) found.said.set(sentence.text, file);
  else found.bySight.push(`${file}: ${sentence.getText()}`);
}

/** `{{t "…"}}`, also in attributes and as `(t "…")`; and the templates that it includes. A set grows while it is walked. */
function readTemplate(file: string): void {
  const source = readFileSync(file, 'utf8');
  for (const [, double, single] of source.matchAll(/[{(]\s*t\s+(?:"([^"]*)"|'([^']*)')/g))
    found.said.set(double ?? single!, relative(projectRoot, file));
  for (const [, variable] of source.matchAll(/[{(]\s*t\s+([^\s"'}]+)/g))
    found.bySight.push(`${relative(projectRoot, file)}: ${variable}`);
  for (const [, name] of source.matchAll(/\{\{~?>\s*([\w/-]+)/g))
    found.templates.add(join(projectRoot, 'views', `${name}.hbs`));
}

/** The strings of a table in a file. */
function tableIn(file: string, name: string): string[] {
  const path = join(folder, file);
  const strings: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === name && node.initializer)
      ts.forEachChild(node.initializer, (entry) => {
        if (ts.isPropertyAssignment(entry) && ts.isStringLiteral(entry.initializer))
          strings.push(entry.initializer.text);
      });
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  return strings;
}

/** What the calls say whose sentence is a variable; each must be here, or this check knows only half. */
const tables: Record<string, string[]> = {
  'composer/completion.ts: about': commandList.map(({ about }) => about),
  'emoji/emoji-picker.ts: name': tableIn('emoji/emoji-picker.ts', 'groupNames'),
  'views/people/role-word.hbs: role': ['admin', 'moderator', 'guest', 'bot'],
  // The helper of the templates, whose sentences were found in them.
  'ui/handlebars.ts: key': [],
};

test('the search sees what there is to see', () => {
  expect(found.said.get('Reconnecting…')).toBe('room/status-line.ts');
  expect(found.said.get('{{names}} stepped out')).toBe('people/presence-notices.ts');
  expect(found.said.get('you are mentioned')).toBe('views/rooms/unread-badge.hbs');
  expect(tables['emoji/emoji-picker.ts: name']).toContain('Smileys');
});

test('calls that say what a variable holds are known', () => {
  expect([...new Set(found.bySight)].sort()).toEqual(Object.keys(tables).sort());
});

test('every sentence of the scripts is handed to them, and no other', () => {
  const said = new Set([...found.said.keys(), ...Object.values(tables).flat()]);
  const handed = new Set(textsOfScripts);
  expect({
    notHanded: [...said].filter((text) => !handed.has(text)),
    notSaid: [...handed].filter((text) => !said.has(text)),
  }).toEqual({ notHanded: [], notSaid: [] });
});

test('every sentence about uploads is translated, and is found by the build, which looks for it word by word', () => {
  const calls = ofUploads.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*('[^']+')?/g)]);
  expect(calls.length).toBeGreaterThan(20);
  expect(calls.filter(([, sentence]) => !sentence)).toEqual([]);
  const russian = JSON.parse(
    readFileSync(join(projectRoot, 'views', 'locales', 'ru.json'), 'utf8'),
  ) as Record<string, string>;
  const isKnown = (sentence: string) => sentence in russian || `${sentence}_other` in russian;
  expect(calls.map(([, sentence]) => sentence!.slice(1, -1)).filter((said) => !isKnown(said))).toEqual([]);
});
