/** Every sentence that people can read is there in every language, and no translation lies about unused. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../../src/server/config/project-root.js';
import { texts } from '../../../src/server/platform/languages/i18n.js';

const filesIn = (folder: string, extension: string) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !/\.(test|d)\.ts$/.test(file))
    .map((file) => join(projectRoot, folder, file));

/** What templates say: `{{t "…"}}`, also in attributes and as `(t "…")`. */
function textsInTemplates(): string[] {
  return filesIn('views', '.hbs').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/[{(]\s*t\s+(?:"([^"]*)"|'([^']*)')/g)].map(
      (match) => match[1] ?? match[2]!,
    ),
  );
}

interface SourceTexts {
  /** Certainly shown to people. */
  said: string[];
  /** Every string, because a sentence can reach `t` by a variable, a table or a schema. */
  written: Set<string>;
}

/** Calls whose argument at that place is a sentence for people. */
const sayings: Record<string, number> = { t: 0, translate: 0, AppError: 1, note: 0 };
/** Properties of a page's model and its fields that templates translate. */
const translatedProperties = new Set(['title', 'label']);
/** How sentences look; those of the start, the command line and the log are for the administrator, in English. */
const isSentence = (text: string) => /^\p{Lu}\S* .*[.?!…]$/u.test(text);
const forOperators =
  /src[\\/](main\.ts|server[\\/](start|cli|config|embedded-postgres|platform|health)[\\/]|server[\\/]files[\\/](moving|checkup)[\\/])|\.(metrics|checkup)\.ts$/;

function textsInSources(): SourceTexts {
  const found: SourceTexts = { said: [], written: new Set() };
  for (const file of filesIn('src', '.ts')) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    collect(source, !forOperators.test(file), found);
  }
  return found;
}

function collect(node: ts.Node, isForPeople: boolean, found: SourceTexts): void {
  if (ts.isStringLiteralLike(node)) {
    found.written.add(node.text);
    if (isForPeople && isSentence(node.text)) found.said.push(node.text);
  }
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    const callee = node.expression;
    const name = ts.isIdentifier(callee)
      ? callee.text
      : ts.isPropertyAccessExpression(callee)
        ? callee.name.text
        : '';
    const place = sayings[name];
    if (place !== undefined) found.said.push(...literals(node.arguments?.[place]));
  }
  if (
    isForPeople &&
    ts.isPropertyAssignment(node) &&
    ts.isIdentifier(node.name) &&
    translatedProperties.has(node.name.text)
  )
    found.said.push(...literals(node.initializer));
  ts.forEachChild(node, (child) => collect(child, isForPeople, found));
}

/** The string, or both strings of a choice. */
function literals(node: ts.Expression | undefined): string[] {
  if (!node) return [];
  if (ts.isConditionalExpression(node)) return [...literals(node.whenTrue), ...literals(node.whenFalse)];
  return ts.isStringLiteralLike(node) && node.text ? [node.text] : [];
}

const pluralSuffix = /_(zero|one|two|few|many|other)$/;
const sources = textsInSources();
const templates = textsInTemplates();
const said = [...new Set([...sources.said, ...templates])].sort();
const languages = Object.keys(texts).filter((language) => language !== 'en');

test('the scan sees what there is to see', () => {
  expect(templates).toContain('Sign in');
  expect(sources.said).toContain('This username is taken. Choose another.');
  expect(sources.said).toContain('The password is too short: at least {{minimum}} characters.');
  expect(sources.said).toContain('Set up Samovar');
  expect(sources.said).toContain('The role must be admin, moderator, member, guest or bot.');
  expect(languages).toContain('ru');
});

describe.each(languages)('%s', (language) => {
  const translated = texts[language]!;
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const isTranslated = (text: string) =>
    text in translated || forms.every((form) => `${text}_${form}` in translated);

  test('has every text', () => {
    expect(said.filter((text) => !isTranslated(text))).toEqual([]);
  });

  test('has no text that nothing says', () => {
    const known = new Set([...said, ...sources.written]);
    const unused = Object.keys(translated).filter(
      (key) => !known.has(key) && !known.has(key.replace(pluralSuffix, '')),
    );
    expect(unused).toEqual([]);
  });

  test('keeps the placeholders', () => {
    const placeholders = (text: string) =>
      [...text.matchAll(/\{\{-?\s*(\w+)/g)].map((match) => match[1]).sort();
    const broken = Object.entries(translated).filter(([key, text]) => {
      const [inKey, inText] = [placeholders(key), placeholders(text)];
      // A singular form may do without the number.
      return (
        inText.some((name) => !inKey.includes(name)) ||
        inKey.some((name) => name !== 'count' && !inText.includes(name))
      );
    });
    expect(broken).toEqual([]);
  });
});

test('English holds nothing but plural forms of what is said', () => {
  const known = new Set([...said, ...sources.written]);
  const odd = Object.keys(texts.en!).filter(
    (key) => !pluralSuffix.test(key) || !known.has(key.replace(pluralSuffix, '')),
  );
  expect(odd).toEqual([]);
});
