/** Times in the reader's own zone and language. The server, which knows neither zone nor clock, wrote them in UTC. */

const formats: Record<string, Intl.DateTimeFormatOptions> = {
  time: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOfYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  moment: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  since: { weekday: 'long', hour: '2-digit', minute: '2-digit' },
  sinceShort: { weekday: 'short', hour: '2-digit', minute: '2-digit' },
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

/** The text of a `<time data-format>`. */
export function timeText(iso: string, format: string): string {
  const instant = new Date(iso);
  const now = new Date();
  const isToday = localDay(iso) === localDay(now.toISOString());
  if (isMoment(format) && isToday) return write(instant, 'time');
  const isThisYear = instant.getFullYear() === now.getFullYear();
  if (format.startsWith('since') && !isOfThisWeek(instant, now))
    return write(instant, isThisYear ? 'moment' : 'dayOfYear');
  return write(instant, format === 'day' && !isThisYear ? 'dayOfYear' : format);
}

const isMoment = (format: string) => format === 'moment' || format.startsWith('since');

/** The name of the day says which one it is. */
const isOfThisWeek = (instant: Date, now: Date) => now.getTime() - instant.getTime() < 6 * 24 * 3600 * 1000;

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
  for (const element of root.querySelectorAll<HTMLTimeElement>('time[data-format]')) {
    element.textContent = timeText(element.dateTime, element.dataset.format!);
    if (element.dataset.format !== 'day') element.title = write(new Date(element.dateTime), 'full');
  }
}
