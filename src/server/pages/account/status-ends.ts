/** When a status goes by itself, as the page offers it. */
import { beginningOf, dayAt } from '../../../shared/rules/zoned-days.js';

export const statusEnds = [
  { value: '', label: 'until I take it away' },
  { value: '30', label: 'for 30 minutes' },
  { value: '60', label: 'for an hour' },
  { value: '240', label: 'for four hours' },
  { value: 'today', label: 'for today' },
  { value: 'week', label: 'for this week' },
];

const minute = 60_000;

/** Of a choice; undefined for one without an end. Today, and a week that ends with its Sunday, are those of the zone. */
export function endOfStatus(choice: string, zone: string, now: Date): Date | undefined {
  const today = dayAt(now, zone);
  if (choice === 'today') return beginningOf(today + 1, zone);
  // 1 January 1970, day 0, was a Thursday.
  if (choice === 'week') return beginningOf(today + 7 - ((today + 3) % 7), zone);
  return /^\d{1,4}$/.test(choice) ? new Date(now.getTime() + Number(choice) * minute) : undefined;
}
