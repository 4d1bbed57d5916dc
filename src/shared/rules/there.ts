/** What time it is where somebody lives, and how far that is from the reader's. */

/** As if it were UTC, in milliseconds. */
const wallClock = (now: Date, timeZone: string | undefined): number =>
  Date.parse(`${now.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`);

/** `ahead` or `behind` by so many hours, to the quarter; neither without the reader's own zone. */
export function there(
  zone: string,
  now: Date,
  reader: { language: string; zone?: string | undefined },
): { time: string; ahead?: number; behind?: number } {
  const time = new Intl.DateTimeFormat(reader.language === 'en' ? 'en-GB' : reader.language, {
    ...{ hour: '2-digit', minute: '2-digit', timeZone: zone },
  }).format(now);
  if (reader.zone === undefined) return { time };
  const hours = Math.round((wallClock(now, zone) - wallClock(now, reader.zone)) / 900_000) / 4;
  return { time, ...(hours > 0 && { ahead: hours }), ...(hours < 0 && { behind: -hours }) };
}
