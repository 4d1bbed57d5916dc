/** Days as people write them: 2024, 2024-03, 01.03.2024, yesterday, last week, march 2024, in English, Russian and the reader's language. */
import { meaningOf, type Words, wordsIn } from './day-words.js';
import { beginningOf, dateOf, dayAt, dayOf, firstOf } from './zoned-days.js';

export interface Reader {
  now: Date;
  /** As in Europe/Berlin; UTC where there is no such zone. */
  zone: string;
  language: string;
}

/** From, included, until, not included. */
export interface DayRange {
  from: Date;
  until: Date;
}

/** Days as numbers, until not included. */
type Days = [from: number, until: number];

const longest = 60;

/** When that is, where the reader lives; null for what is no day. */
export function dayRange(value: string, { now, zone, language }: Reader): DayRange | null {
  if (value.length > longest) return null;
  const written = value.trim();
  const days = daysOfNumbers(written) ?? daysOfWords(wordsIn(written), dayAt(now, zone), language);
  return days && { from: beginningOf(days[0], zone), until: beginningOf(days[1], zone) };
}

const oneDay = (day: number | null): Days | null => (day === null ? null : [day, day + 1]);
const wholeMonth = (year: number, month: number): Days => [firstOf(year, month), firstOf(year, month + 1)];
const wholeYear = (year: number): Days => [firstOf(year, 1), firstOf(year + 1, 1)];

const yearFirst = /^([12]\d{3})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?$/;
const dayFirst = /^(\d{1,2})\.(\d{1,2})\.([12]\d{3})$/;
const monthFirst = /^(\d{1,2})\.([12]\d{3})$/;

function daysOfNumbers(written: string): Days | null {
  const [, year, month, day] = yearFirst.exec(written) ?? [];
  if (year !== undefined) return daysOf(year, month, day);
  const [, ofMonth, inYear, whole] = dayFirst.exec(written) ?? [];
  if (whole !== undefined) return daysOf(whole, inYear, ofMonth);
  const [, only, its] = monthFirst.exec(written) ?? [];
  return its === undefined ? null : daysOf(its, only);
}

function daysOf(year: string, month?: string, day?: string): Days | null {
  if (month === undefined) return wholeYear(Number(year));
  if (Number(month) < 1 || Number(month) > 12) return null;
  if (day === undefined) return wholeMonth(Number(year), Number(month));
  return oneDay(dayOf(Number(year), Number(month), Number(day)));
}

function daysOfWords(words: string[], today: number, language: string): Days | null {
  const meaning = meaningOf(words, language);
  if (!meaning) return null;
  switch (meaning.kind) {
    case 'day':
      return oneDay(today + meaning.away);
    case 'week': {
      const monday = today - dateOf(today).weekday + 7 * meaning.away;
      return [monday, monday + 7];
    }
    case 'month':
      return wholeMonth(dateOf(today).year, dateOf(today).month + meaning.away);
    case 'year':
      return wholeYear(dateOf(today).year + meaning.away);
    case 'weekday': {
      const ago = (dateOf(today).weekday - meaning.weekday + 7) % 7;
      return oneDay(today - (ago === 0 && meaning.isBefore ? 7 : ago));
    }
    case 'date':
      return daysOfDate(meaning, today);
  }
}

/** Without a year, the last time that it was. */
function daysOfDate({ year, month, day }: Words, today: number): Days | null {
  const inYear = (its: number) => (day === null ? wholeMonth(its, month) : oneDay(dayOf(its, month, day)));
  if (year !== null) return inYear(year);
  const current = dateOf(today).year;
  for (let its = current; its > current - 9; its--) {
    const days = inYear(its);
    if (days && days[0] <= today) return days;
  }
  return null;
}
