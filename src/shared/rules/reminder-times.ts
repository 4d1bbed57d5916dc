/** When somebody wants to be reminded, as they say it: on the clock of where they are. */
import { dateOf, dayAt, dayOf, minuteAt, momentOf } from './zoned-days.js';

export const reminderWords = ['hour', 'evening', 'tomorrow', 'monday'] as const;
export type ReminderWord = (typeof reminderWords)[number];

const hour = 60;
const [morning, evening] = [9 * hour, 18 * hour];
/** Until then it is still the night before: tomorrow is after the next sleep. */
const nightEnds = 4 * hour;
/** Minutes before the evening from which on it is not offered any more. */
const soon = 30;

/** There is an evening to come today that is not now already. */
export const hasEvening = (now: Date, zone: string): boolean => minuteAt(now, zone) < evening - soon;

export function reminderAt(word: ReminderWord, now: Date, zone: string): Date {
  const today = dayAt(now, zone);
  const minute = minuteAt(now, zone);
  switch (word) {
    case 'hour':
      return new Date(now.getTime() + 3_600_000);
    case 'evening':
      return momentOf(today + (minute < evening ? 0 : 1), evening, zone);
    case 'tomorrow':
      return momentOf(today + (minute < nightEnds ? 0 : 1), morning, zone);
    case 'monday':
      return momentOf(today + 7 - dateOf(today).weekday, morning, zone);
  }
}

/** What a field for a date and a time holds, `2026-01-31T09:30`; null for anything else. */
export function momentIn(text: string, zone: string): Date | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text)?.slice(1).map(Number);
  if (!parts) return null;
  const [year, month, date, hours, minutes] = parts as [number, number, number, number, number];
  const day = dayOf(year, month, date);
  return day === null || hours > 23 || minutes > 59 ? null : momentOf(day, hours * hour + minutes, zone);
}
