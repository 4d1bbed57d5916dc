/** Days of the calendar as numbers, from the first of 1970 on, and when they begin where somebody lives. */

const length = 24 * 60 * 60 * 1000;

/** Of a date as people write it, the month from 1 on; null for the 31st of February. */
export function dayOf(year: number, month: number, day: number): number | null {
  const number = firstOf(year, month) + day - 1;
  const date = new Date(number * length);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? number : null;
}

/** The first day of a month; month 13 is the first of the year after. */
export const firstOf = (year: number, month: number): number => Date.UTC(year, month - 1, 1) / length;

export function dateOf(day: number): { year: number; month: number; weekday: number } {
  const date = new Date(day * length);
  // Monday is 0.
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** There are 450 zones with all their names; a made-up one is none. */
const mostClocks = 500;

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  if (clocks.size >= mostClocks) clocks.clear();
  const clock = madeClock(zone) ?? clockOf('UTC');
  clocks.set(zone, clock);
  return clock;
}

function madeClock(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

/** What a clock there shows, as if it were one in Greenwich. */
function shownAt(instant: number, zone: string): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year, month, day, hour, minute, second] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => parts.get(type)!);
  return Date.UTC(year!, month! - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
}

/** Which day it is there. */
export const dayAt = (instant: Date, zone: string): number =>
  Math.floor(shownAt(instant.getTime(), zone) / length);

/** The minute of the day that a clock there shows. */
export const minuteAt = (instant: Date, zone: string): number =>
  Math.floor((shownAt(instant.getTime(), zone) % length) / 60_000);

/**
 * When a clock there shows a minute of a day: the first moment that does or, where the clocks leap over it, or over the whole day,
 * what comes after it.
 */
export function momentOf(day: number, minute: number, zone: string): Date {
  const wanted = day * length + minute * 60_000;
  const [before, after] = [wanted - length, wanted + length].map((near) => shownAt(near, zone) - near);
  const possible = [wanted - before!, wanted - after!].sort((one, other) => one - other);
  return new Date(possible.find((instant) => shownAt(instant, zone) >= wanted) ?? possible[1]!);
}

/** When a day begins there. */
export const beginningOf = (day: number, zone: string): Date => momentOf(day, 0, zone);
