/** The words for days: what Intl calls them in English, Russian and the reader's language, and how else these two say it. */

type Unit = 'day' | 'week' | 'month' | 'year';

/** A month, with its day and year where they were said. */
export interface Words {
  kind: 'date';
  month: number;
  day: number | null;
  year: number | null;
}

export type Meaning =
  | { kind: Unit; away: number }
  /** Monday is 0. */
  | { kind: 'weekday'; weekday: number; isBefore: boolean }
  | Words;

interface Vocabulary {
  relative: Map<string, { kind: Unit; away: number }>;
  weekdays: Map<string, number>;
  months: Map<string, number>;
}

/** So many of them back. */
const reach: Record<Unit, number> = { day: 31, week: 8, month: 12, year: 10 };

const besides: [string, Unit, number][] = [
  ['day before yesterday', 'day', -2],
  ['эта неделя', 'week', 0],
  ['прошлая неделя', 'week', -1],
  ['этот месяц', 'month', 0],
  ['прошлый месяц', 'month', -1],
  ['этот год', 'year', 0],
  ['прошлый год', 'year', -1],
];
const accusatives: [string, number][] = [
  ['среду', 2],
  ['пятницу', 4],
  ['субботу', 5],
];

/** They say nothing about which day it is. */
const fillers = new Set(['on', 'in', 'of', 'the', 'в', 'во', 'на', 'г', 'год', 'года', 'году']);
const lasts = new Set(['last', 'прошлый', 'прошлую', 'прошлая', 'прошлое']);

/** The words of what was written, as they are looked up. last-week is two. */
export const wordsIn = (written: string): string[] =>
  written
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[\s,._-]+/u)
    .filter((word) => word !== '');

export function meaningOf(words: string[], language: string): Meaning | null {
  const { relative, weekdays, months } = vocabularyOf(language);
  const known = relative.get(words.join(' '));
  if (known) return known;
  const said = words.filter((word) => !fillers.has(word));
  const isBefore = lasts.has(said[0] ?? '');
  const weekday = weekdays.get(said[isBefore ? 1 : 0] ?? '');
  if (weekday !== undefined)
    return said.length > (isBefore ? 2 : 1) ? null : { kind: 'weekday', weekday, isBefore };
  return dateOf(said, months);
}

/** A month among the words, and beside it at most a day and a year. */
function dateOf(words: string[], months: Vocabulary['months']): Words | null {
  const date: { month: number | null; day: number | null; year: number | null } = {
    month: null,
    day: null,
    year: null,
  };
  for (const word of words) {
    const named = months.get(word);
    const [, ofMonth] = /^(\d{1,2})(?:st|nd|rd|th|го)?$/.exec(word) ?? [];
    if (named !== undefined && date.month === null) date.month = named;
    else if (ofMonth !== undefined && date.day === null) date.day = Number(ofMonth);
    else if (/^[12]\d{3}$/.test(word) && date.year === null) date.year = Number(word);
    else return null;
  }
  const { month } = date;
  return month === null ? null : { kind: 'date', ...date, month };
}

const vocabularies = new Map<string, Vocabulary>();
/** Those in which a server speaks. */
const mostVocabularies = 20;

function vocabularyOf(language: string): Vocabulary {
  const known = vocabularies.get(language);
  if (known) return known;
  if (vocabularies.size >= mostVocabularies) vocabularies.clear();
  const made: Vocabulary = { relative: new Map(), weekdays: new Map(), months: new Map() };
  for (const each of new Set([...ofLanguage(language), 'ru', 'en'])) learn(each, made);
  for (const [words, kind, away] of besides) made.relative.set(words, { kind, away });
  for (const [word, weekday] of accusatives) made.weekdays.set(word, weekday);
  vocabularies.set(language, made);
  return made;
}

function ofLanguage(language: string): string[] {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language);
  } catch {
    return [];
  }
}

function learn(language: string, { relative, weekdays, months }: Vocabulary): void {
  const speak = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [kind, most] of Object.entries(reach) as [Unit, number][])
    for (let away = 1; away >= -most; away--) relative.set(key(speak.format(away, kind)), { kind, away });
  for (const style of ['long', 'short'] as const) {
    const weekdayOf = namer(language, { weekday: style });
    for (let day = 0; day < 7; day++) weekdays.set(weekdayOf(2024, 0, 1 + day), day);
    // In a date a month may have a form of its own: март, 1 марта.
    for (const monthOf of [{ month: style }, { month: style, day: 'numeric' } as const].map((options) =>
      namer(language, options),
    ))
      for (let month = 0; month < 12; month++) months.set(monthOf(2024, month, 1), month + 1);
  }
}

const key = (text: string): string => wordsIn(text).join(' ');

/** One formatter for all days: making it is what takes time. */
function namer(language: string, options: Intl.DateTimeFormatOptions) {
  const formatter = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  return (...date: [number, number, number]): string => {
    const parts = formatter.formatToParts(Date.UTC(...date));
    return key(parts.find(({ type }) => type === 'weekday' || type === 'month')!.value);
  };
}
