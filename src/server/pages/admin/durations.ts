/** How long a ban lasts: chosen from a few, so that no time zone matters. */
import { z } from 'zod';

const hour = 3_600_000;

/** Value of the form's field → milliseconds; null: until somebody ends it. */
const durations = {
  hour: { milliseconds: hour, label: 'For an hour' },
  day: { milliseconds: 24 * hour, label: 'For a day' },
  week: { milliseconds: 7 * 24 * hour, label: 'For a week' },
  month: { milliseconds: 30 * 24 * hour, label: 'For 30 days' },
  open: { milliseconds: null, label: 'Until someone ends it' },
} as const;
type Duration = keyof typeof durations;

export const duration = z.enum(Object.keys(durations) as [Duration, ...Duration[]], 'Choose how long.');

/** When it ends, if it does. */
export function endOf(chosen: Duration): Date | undefined {
  const { milliseconds } = durations[chosen];
  return milliseconds === null ? undefined : new Date(Date.now() + milliseconds);
}

/** For a select, with what was chosen before. */
export const durationChoices = (chosen: string) =>
  Object.entries(durations).map(([value, { label }]) => ({ value, label, isChosen: value === chosen }));
