/** The texts of the page's language. Keys are English sentences; plural forms stand under `key_one`, `key_few` and so on. */
import { fill } from '../../shared/rules/fill.js';

type Values = Record<string, string | number>;

export class Texts {
  private readonly plurals: Intl.PluralRules;

  constructor(
    private readonly entries: Record<string, string>,
    language: string,
  ) {
    this.plurals = new Intl.PluralRules(language);
  }

  /** The text with its values; `count` chooses the plural form. A text without translation is its own key. */
  say(key: string, values: Values = {}): string {
    const form = typeof values.count === 'number' ? `${key}_${this.plurals.select(values.count)}` : key;
    const text = this.entries[form] ?? this.entries[`${key}_other`] ?? this.entries[key] ?? key;
    return fill(text, values);
  }
}
