/** Where a stretch of time is marked: by years, months, weeks or days, whichever are few enough to stay calm. */

export interface CalendarMark {
  moment: Date;
  /** What the mark begins. */
  unit: 'day' | 'month' | 'year';
}

interface Step {
  unit: CalendarMark['unit'];
  count: number;
}

/** The finest first. Seven days begin on Mondays. */
const steps: Step[] = [
  { unit: 'day', count: 1 },
  { unit: 'day', count: 7 },
  { unit: 'month', count: 1 },
  { unit: 'month', count: 3 },
  { unit: 'year', count: 1 },
  { unit: 'year', count: 2 },
  { unit: 'year', count: 5 },
  { unit: 'year', count: 10 },
];

/** In the reader's own zone; at most so many, from after `from` to `to`. Of very long times there may be none. */
export function calendarMarks(from: Date, to: Date, most: number): CalendarMark[] {
  for (const step of steps) {
    const marks = marksBy(step, from, to, most);
    if (marks) return marks;
  }
  return [];
}

/** Undefined where there would be too many. */
function marksBy(step: Step, from: Date, to: Date, most: number): CalendarMark[] | undefined {
  const marks: CalendarMark[] = [];
  for (let moment = beginning(step, from); moment <= to; moment = next(step, moment)) {
    if (moment <= from) continue;
    if (marks.length === most) return undefined;
    marks.push({ moment, unit: moment.getMonth() === 0 && step.unit === 'month' ? 'year' : step.unit });
  }
  return marks;
}

/** The mark at a moment or before it. By the calendar and not by hours: days have 23 and 25 of them, too. */
function beginning({ unit, count }: Step, moment: Date): Date {
  const [year, month, day] = [moment.getFullYear(), moment.getMonth(), moment.getDate()];
  if (unit === 'year') return new Date(year - (year % count), 0, 1);
  if (unit === 'month') return new Date(year, month - (month % count), 1);
  return new Date(year, month, count === 7 ? day - ((moment.getDay() + 6) % 7) : day);
}

function next({ unit, count }: Step, moment: Date): Date {
  const [year, month, day] = [moment.getFullYear(), moment.getMonth(), moment.getDate()];
  if (unit === 'year') return new Date(year + count, 0, 1);
  return unit === 'month' ? new Date(year, month + count, 1) : new Date(year, month, day + count);
}
