/** A moment within a sentence, the same in every language: `2026-01-31 12:00 UTC`; in somebody's own time zone without a word of it. */
export function instantText(instant: Date, timeZone?: string): string {
  if (!timeZone) return `${instant.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  // The way Swedes write it.
  return instant.toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
}
