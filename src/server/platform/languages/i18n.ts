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

/** The text of a key with values in it. Only a plural needs i18next, which takes 12 µs: a message shows one such text. */
export function filledText(language: string, key: string, values: Record<string, unknown>): string {
  if ('count' in values) return translator(language)(key, values);
  return fill(constantText(language, key), values);
}
