/** What views/search/pill.hbs shows of a filter, on both sides. */
import { searchListPath } from '../paths.js';
import type { UserView } from '../people.js';
import type { Faces, SearchWords } from '../room-page.js';
import { canonicalKey } from './canonical-key.js';
import { fill } from './fill.js';
import { hasValueOf, isMe, isOfPeople, isValueOf } from './search-filters.js';
import { inQuery, type InBox, type Pill } from './search-form.js';

export function pillLook(pill: Pill, box: InBox, words: SearchWords, language: string, faces: Faces) {
  const { key, value, not, word } = pill;
  const label = words.keys.find((known) => known.key === key)?.name.replace(':', '') ?? key;
  const begins = not ? `${words.not} ${label}` : label;
  const shown = words.values[key]?.[meaning(key, value) ?? ''] ?? dayText(value, language) ?? value;
  const others = box.pills.filter((other) => other !== pill);
  return {
    ...{ word, begins, shown, isNot: not, face: faceOf(pill, faces) },
    removes: fill(words.remove, { filter: `${begins} ${shown}` }),
    href: searchListPath(inQuery({ pills: others, text: box.text })),
  };
}

/** Undefined for what names nobody, and for somebody who is not known. */
export function faceOf(
  { key, value }: Pick<Pill, 'key' | 'value'>,
  { me, people }: Faces,
): UserView | undefined {
  if (!isOfPeople(key)) return undefined;
  if (isMe(value)) return me;
  const wanted = canonicalKey(value.replace(/^@/, ''));
  return people.find(({ username }) => canonicalKey(username) === wanted);
}

/** In which language it was written is no matter. */
const meaning = (key: Pill['key'], value: string): string | undefined =>
  key === 'has' ? hasValueOf(value) : key === 'is' ? isValueOf(value) : isMe(value) ? 'me' : undefined;

/** 2026-06-01 → 1 June 2026. */
function dayText(value: string, language: string): string | undefined {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined;
  if (!day || Number.isNaN(day.getTime())) return undefined;
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}
