import { LRUCache } from 'lru-cache';
import { ago } from '../../../shared/rules/ago.js';

/** Times as the server writes them, which does not know the reader's zone: in UTC, and saying so where the date is shown. */
const formats = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  dayName: { weekday: 'long', day: 'numeric', month: 'long' },
  since: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  sinceShort: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  viewed: {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  brief: { day: 'numeric', month: 'short', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  moment: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** `ago` says how long it is, and is written anew each time. */
type Kept = keyof typeof formats;
type Format = Kept | 'ago';

const isFormat = (name: unknown): name is Format =>
  typeof name === 'string' && (name in formats || name === 'ago');

const writers = new Map<string, Intl.DateTimeFormat>();

const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);

/** Making one takes 0.5 ms. */
function writer(format: Kept, language: string): Intl.DateTimeFormat {
  const key = `${language} ${format}`;
  const known = writers.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), { timeZone: 'UTC', ...formats[format] });
  writers.set(key, made);
  return made;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** Of which moments a format writes the same; in milliseconds. */
const precision: Record<Kept, (time: number) => number> = {
  time: (time) => Math.floor((((time % day) + day) % day) / minute),
  day: (time) => Math.floor(time / day),
  dayName: (time) => Math.floor(time / day),
  since: (time) => Math.floor(time / minute),
  sinceShort: (time) => Math.floor(time / minute),
  viewed: (time) => Math.floor(time / minute),
  brief: (time) => Math.floor(time / day),
  month: (time) => Math.floor(time / day),
  moment: (time) => Math.floor(time / minute),
};

/** Every message of a page shows a time, and every room of the lobby; writing one takes 8 µs. At most 1 MB. */
const written = new LRUCache<string, string>({ max: 8_000 });

export const clock = {
  formatNamed: (name: unknown): Format => (isFormat(name) ? name : 'moment'),

  write(instant: Date, format: Format, language: string): string {
    if (format === 'ago') return ago(instant, new Date(), { locale: localeOf(language), timeZone: 'UTC' });
    const key = `${language} ${format} ${precision[format](instant.getTime())}`;
    const known = written.get(key);
    if (known !== undefined) return known;
    const text = writer(format, language).format(instant);
    written.set(key, text);
    return text;
  },
};
