/** Before, after and on days: from when to when that is. */
import type { Filter } from '../../../shared/rules/search-query.js';
import type { DayRange } from '../../../shared/rules/search-days.js';
import type { Conditions, Span } from '../finding/conditions.js';

export interface Dated {
  key: Filter['key'];
  not: boolean;
  /** Null: what was written is no day. */
  days: DayRange | null;
}

const ever: Span = [-Infinity, Infinity];
const never: Span = [0, 0];

/** Several days with `on:` are any of them, everything else is met at once. */
export function spansOf(dated: Dated[]): Pick<Conditions, 'within' | 'notWithin'> {
  const on = dated.filter(({ key, not }) => key === 'on' && !not).map(({ days }) => spanOf(days));
  const gaps = gapsBetween(on);
  let within = on.length > 0 ? hullOf(on) : ever;
  for (const each of dated.filter(({ key }) => key !== 'on')) within = narrowed(within, allowedBy(each));
  const away = dated
    .filter(({ key, not, days }) => key === 'on' && not && days)
    .map(({ days }) => spanOf(days));
  return { within: within[0] < within[1] ? within : never, notWithin: [...gaps, ...away] };
}

const spanOf = (days: DayRange | null): Span => (days ? [days.from.getTime(), days.until.getTime()] : never);

function allowedBy({ key, not, days }: Dated): Span {
  if (!days) return not ? ever : never;
  const [from, until] = spanOf(days);
  if (key === 'before') return not ? [from, Infinity] : [-Infinity, from];
  return not ? [-Infinity, until] : [until, Infinity];
}

const narrowed = (one: Span, other: Span): Span => [Math.max(one[0], other[0]), Math.min(one[1], other[1])];

const existing = (spans: Span[]): Span[] =>
  spans.filter(([from, until]) => from < until).sort((one, other) => one[0] - other[0]);

function hullOf(spans: Span[]): Span {
  const all = existing(spans);
  return all.length === 0 ? never : [all[0]![0], Math.max(...all.map(([, until]) => until))];
}

function gapsBetween(spans: Span[]): Span[] {
  const gaps: Span[] = [];
  let end = Infinity;
  for (const [from, until] of existing(spans)) {
    if (from > end) gaps.push([end, from]);
    end = end === Infinity ? until : Math.max(end, until);
  }
  return gaps;
}
