/** What templates may call. Plain strings are escaped by Handlebars; only what is built here from escaped parts is not. */
import Handlebars from 'handlebars';
import { shownHtml } from '../../../shared/rules/shown-html.js';
import { filledText } from '../languages/i18n.js';
import { assetAddress, drawingAddress } from './assets.js';
import { clock } from './time-text.js';

interface HelperOptions {
  hash: Record<string, unknown>;
  data: { root: { language?: string } };
}

const { escapeExpression, SafeString } = Handlebars;

const languageOf = ({ data }: HelperOptions) => data.root.language ?? 'en';

/** The options are always the last argument, and the only one when a template gives none. */
type Helper = (...values: never[]) => unknown;

export type Helpers = Record<string, Helper>;

export const viewHelpers: Helpers = {
  /** `{{t "Sign in"}}`, `{{t "{{count}} new" count=3}}`: the text in the reader's language. */
  t(key: string, options: HelperOptions) {
    return filledText(languageOf(options), key, options.hash);
  },

  /** `{{number 4447}}` → 4,447. */
  number: (value: number, options: HelperOptions) => numbersOf(languageOf(options)).format(value),

  asset: (path: string) => assetAddress(path),

  drawing: (path: string) => drawingAddress(path),

  /** `{{time iso}}`, `{{time iso format="time"}}`: in UTC here, in the reader's own zone once scripts run. */
  time(iso: string | Date, options: HelperOptions) {
    const instant = new Date(iso);
    const format = clock.formatNamed(options.hash.format);
    const text = clock.write(instant, format, languageOf(options));
    return new SafeString(
      `<time datetime="${instant.toISOString()}" data-format="${format}">${escapeExpression(text)}</time>`,
    );
  },

  /** A language in its own words: `de` → Deutsch. */
  languageName: (code: string) => ownName(code),

  eq: (a: unknown, b: unknown) => a === b,

  /** A path segment: room names hold spaces, quotes, any alphabet. */
  segment: (name: string) => encodeURIComponent(name),

  /** The only way markup reaches a page unescaped: what this server made itself (a page's body, formatted text). */
  serverHtml: (html: string) => new SafeString(html),

  /** A message's: with what is said of its parts. */
  messageHtml(html: string, options: HelperOptions) {
    const t = (key: string) => filledText(languageOf(options), key, {});
    return new SafeString(
      shownHtml(html, () => ({
        table: t('Table'),
        done: t('done'),
        notDone: t('not done'),
        hidden: t('Hidden text'),
      })),
    );
  },
};

const numbers = new Map<string, Intl.NumberFormat>();

function numbersOf(language: string): Intl.NumberFormat {
  const known = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, known);
  return known;
}

/** Data for scripts inside `<script type="application/json">`, which is never run; `<` could end it, so it is written \u003c. */
export const scriptData = (value: unknown) =>
  new SafeString(JSON.stringify(value).replaceAll('<', '\\u003c'));

const ownNames = new Map<string, string>();

/** Asking Intl takes 60 µs, and every page names every language. */
function ownName(code: string): string {
  const known = ownNames.get(code);
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
  const capitalized = name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  ownNames.set(code, capitalized);
  return capitalized;
}
