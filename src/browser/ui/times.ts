/** Times in the reader's own zone and language. The server, which knows neither zone nor clock, wrote them in UTC. */

import { ago } from '../../shared/rules/ago.js';

const formats: Record<string, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOfYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  date: { day: 'numeric', month: 'short' },
  dateOfYear: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'long', hour: '2-digit', minute: '2-digit' },
  weekdayName: { weekday: 'long' },
  weekdayShort: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  month: { month: 'long', year: 'numeric' },
  monthName: { month: 'long' },
  full: { dateStyle: 'full', timeStyle: 'medium' },
};

/** English pages are read outside America too: the 24-hour clock, unless the browser itself says en-US. */
function locale(): string {
  const page = document.documentElement.lang;
  return navigator.languages.find((language) => language.split('-')[0] === page && isTag(language)) ?? page;
}

/** Where the system's locale is POSIX, the browser calls its language `en-US@posix`, which Intl refuses. */
function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}

/** Where the reader is, as in Europe/Berlin. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const writers = new Map<string, Intl.DateTimeFormat>();

function write(instant: Date, format: string): string {
  let writer = writers.get(format);
  if (!writer) writers.set(format, (writer = new Intl.DateTimeFormat(locale(), formats[format])));
  return writer.format(instant);
}

/** `2026-11-20`, the day an instant has where the reader is. */
export function localDay(iso: string): string {
  const instant = new Date(iso);
  return [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()].join('-');
}

/**
 * The text of a `<time data-format>`. `moment`: "today, 14:01", "20 Nov, 14:01", with the year where it is another; `brief`: a
 * time today, else a date, for where there is little room.
 */
export function timeText(iso: string, format: string, now = new Date()): string {
  const instant = new Date(iso);
  if (format === 'ago') return ago(instant, now, { locale: locale() });
  const isThisYear = instant.getFullYear() === now.getFullYear();
  if (format === 'viewed') return `${timeText(iso, 'day', now)}, ${write(instant, 'time')}`;
  if (format === 'day') return write(instant, isThisYear ? 'day' : 'dayOfYear');
  if (format === 'dayName') return dayName(iso, now);
  if (format === 'since' || format === 'sinceShort') return sinceText(iso, format, now);
  if (format !== 'moment' && format !== 'brief') return write(instant, format);
  const date = write(instant, isThisYear ? 'date' : 'dateOfYear');
  const daysAgo = [0, 1].find((days) => localDay(iso) === localDay(daysBefore(now, days)));
  if (format === 'brief') return daysAgo === 0 ? write(instant, 'time') : date;
  return `${daysAgo === undefined ? date : dayWord(daysAgo)}, ${write(instant, 'time')}`;
}

/** "14:01", "Thursday 14:01", and what is a week ago or more with its date. */
function sinceText(iso: string, format: 'since' | 'sinceShort', now: Date): string {
  const instant = new Date(iso);
  if (localDay(iso) === localDay(now.toISOString())) return write(instant, 'time');
  if (now.getTime() - instant.getTime() > 6 * 24 * 3600 * 1000) return timeText(iso, 'moment', now);
  return write(instant, format === 'since' ? 'weekday' : 'weekdayShort');
}

const daysBefore = (instant: Date, days: number): string =>
  new Date(instant.getFullYear(), instant.getMonth(), instant.getDate() - days, 12).toISOString();

/** "Today", "Thursday", and what is a week ago or more with its date. */
function dayName(iso: string, now: Date): string {
  const instant = new Date(iso);
  const daysAgo = [0, 1].find((days) => localDay(iso) === localDay(daysBefore(now, days)));
  if (daysAgo !== undefined) return capitalized(dayWord(daysAgo));
  const isNear = now.getTime() - instant.getTime() < 6 * 24 * 3600 * 1000;
  return isNear ? capitalized(write(instant, 'weekdayName')) : timeText(iso, 'day', now);
}

const capitalized = (text: string) => text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);

/** "today", "yesterday", as the reader's language says it. */
const dayWord = (daysAgo: number): string =>
  (dayWords ??= new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' })).format(-daysAgo, 'day');
let dayWords: Intl.RelativeTimeFormat | undefined;

/** Milliseconds. */
const agoGoesOn = 60_000;
let goingOn: ReturnType<typeof setInterval> | undefined;

/** How long ago something was goes on while one looks at it. */
function goOn(): void {
  for (const element of document.querySelectorAll<HTMLTimeElement>('time[data-format=ago]'))
    element.textContent = timeText(element.dateTime, 'ago');
}

/** A `<time>`, written for the reader. */
export function timeElement(iso: string, format: string): HTMLTimeElement {
  const element = document.createElement('time');
  element.dateTime = iso;
  element.dataset.format = format;
  element.textContent = timeText(iso, format);
  element.title = write(new Date(iso), 'full');
  return element;
}

/** Writes all times below `root` for the reader. */
export function localiseTimes(root: ParentNode): void {
  goingOn ??= setInterval(goOn, agoGoesOn);
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-format]')) {
    element.textContent = timeText(element.dateTime, element.dataset.format!);
    const { format } = element.dataset;
    // A day names itself; when somebody was here is nobody's business to the second.
    if (format !== 'day' && format !== 'dayName' && format !== 'ago')
      element.title = write(new Date(element.dateTime), 'full');
  }
}
