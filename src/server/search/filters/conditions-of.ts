/** What filters ask of messages, once it is known whom and which rooms they name. */
import { hasValueOf, isOfDays, isValueOf } from '../../../shared/rules/search-filters.js';
import type { DayRange } from '../../../shared/rules/search-days.js';
import type { Filter } from '../../../shared/rules/search-query.js';
import { type AttributeCondition, type Conditions, type PlaceCondition } from '../finding/conditions.js';
import { calling, writtenBy } from '../searched.row.js';
import { spansOf } from './spans.js';

/** Messages, by room. */
export type Places = PlaceCondition['places'];

/** A filter and what it means. Null: nothing; then nothing is found by it, and nothing is left out by its opposite. */
export interface Meant {
  filter: Filter;
  /** Of people, of everybody (log/mentioned.ts), or of rooms. */
  ids: number[] | null;
  days: DayRange | null;
  /** Of is:pinned and is:saved. */
  places: Places | null;
}

/** `from:` and `in:` are any of those that are named, everything else must be met at once. */
export function conditionsOf(meant: Meant[], readerId: number): Conditions {
  const positive = meant.filter(({ filter }) => !filter.not);
  const negative = meant.filter(({ filter }) => filter.not);
  const among = idsOf(positive, 'in');
  const isAnswerable = positive.every(isUnderstood);
  return {
    ...spansOf(
      meant.flatMap(({ filter: { key, not }, days }) => (isOfDays(key) ? [{ key, not, days }] : [])),
    ),
    rooms: isAnswerable ? inAll([among, ...positive.map(({ places }) => places && [...places.keys()])]) : [],
    notRooms: idsOf(negative, 'in') ?? [],
    attributes: [
      ...authors(positive, false),
      ...authors(negative, true),
      ...meant.flatMap((each) => attributesBy(each, readerId)),
    ],
    places: meant.flatMap(({ filter: { not }, places }) => (places ? [{ places, not }] : [])),
  };
}

/** What is in each of some lists; null stands for all there is. */
const inAll = (lists: (number[] | null)[]): number[] | null =>
  lists.reduce((all, list) => (all && list ? all.filter((id) => list.includes(id)) : (all ?? list)), null);

/** Ids that filters with a key name; null where there is none. */
function idsOf(meant: Meant[], key: 'from' | 'in'): number[] | null {
  const named = meant.filter(({ filter }) => filter.key === key);
  return named.length === 0 ? null : [...new Set(named.flatMap(({ ids }) => ids ?? []))];
}

/** One of several names may be nobody's. */
function isUnderstood({ filter: { key, value }, ids, places }: Meant): boolean {
  if (key === 'to' || key === 'mentions') return ids !== null;
  if (key === 'has') return hasValueOf(value) !== undefined;
  return key !== 'is' || isValueOf(value) === 'answer' || places !== null;
}

function authors(meant: Meant[], not: boolean): AttributeCondition[] {
  const ids = idsOf(meant, 'from');
  return ids === null || (not && ids.length === 0) ? [] : [{ anyOf: ids.map(writtenBy), not }];
}

function attributesBy({ filter: { key, value, not }, ids }: Meant, readerId: number): AttributeCondition[] {
  switch (key) {
    case 'mentions':
      return ids ? [{ anyOf: ids.map(calling), not }] : [];
    case 'to': {
      if (!ids) return [];
      // To me is what others write where nobody but me reads it.
      const isMine = ids.includes(readerId);
      return [{ anyOf: ids.map(calling), not, ...(isMine && { inDirectWithout: writtenBy(readerId) }) }];
    }
    case 'has': {
      const what = hasValueOf(value);
      return what ? [{ anyOf: [what], not }] : [];
    }
    case 'is':
      return isValueOf(value) === 'answer' ? [{ anyOf: ['answer'], not }] : [];
    default:
      return [];
  }
}
