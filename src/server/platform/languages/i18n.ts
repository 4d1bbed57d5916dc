/**
 * Texts in people's languages. The English sentence is the key; views/locales/<language>.json translates it, and
 * en.json holds only what English itself needs: plural forms. Adding a language is adding one file.
 */
import i18next, { type TFunction } from 'i18next';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fill } from '../../../shared/rules/fill.js';
import { projectRoot } from '../../config/project-root.js';

const folder = join(projectRoot, 'views', 'locales');

/** Language → its texts, as i18next wants them. */
export const texts: Record<string, Record<string, string>> = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
);

export const languages = Object.keys(texts);
export const defaultLanguage = 'en';

const instance = i18next.createInstance();
await instance.init({
  resources: Object.fromEntries(languages.map((language) => [language, { translation: texts[language]! }])),
  fallbackLng: defaultLanguage,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
});

export type Translate = TFunction;

const translators = new Map(languages.map((language) => [language, instance.getFixedT(language)]));

/** The translator of a language; unknown languages get English. */
export function translator(language: string): Translate {
  return translators.get(language) ?? translators.get(defaultLanguage)!;
}

const constants = new Map<string, string>();

/** The text of a key as it is, kept: a page asks for the same few hundreds of times. No cache: there are only so many texts. */
export function constantText(language: string, key: string): string {
  const name = `${language} ${key}`;
  const known = constants.get(name);
  if (known !== undefined) return known;
  const text = translator(language)(key, { skipInterpolation: true });
  constants.set(name, text);
  return text;
}

const plurals = new Map(languages.map((language) => [language, new Intl.PluralRules(language)]));
const counted = new Map<string, string>();

/** The text for a number of things, its values not yet in it; kept like the constant ones: a number has one of a few forms. */
function countedText(language: string, key: string, count: number): string {
  // Nothing at all may have a text of its own.
  const form = count === 0 ? 'none' : (plurals.get(language) ?? plurals.get(defaultLanguage)!).select(count);
  const name = `${language} ${form} ${key}`;
  const known = counted.get(name);
  if (known !== undefined) return known;
  const text = translator(language)(key, { count, skipInterpolation: true });
  counted.set(name, text);
  return text;
}

/** The text of a key with values in it. Asking i18next takes 12 µs; a lobby has a hundred such texts. */
export function filledText(language: string, key: string, values: Record<string, unknown>): string {
  const { count } = values;
  const text = typeof count === 'number' ? countedText(language, key, count) : constantText(language, key);
  return fill(text, values);
}
