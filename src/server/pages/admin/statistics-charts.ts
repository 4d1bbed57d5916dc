/** The days of the statistics as small charts: each day a bar, whose height is a share of the highest. */
import type { StatisticsDay } from '../../../shared/statistics.js';

type Measure = Exclude<keyof StatisticsDay, 'day'>;

const measures: { id: string; measure: Measure; label: string; unit?: string }[] = [
  { id: 'people', measure: 'people', label: 'People who wrote something' },
  { id: 'messages', measure: 'messages', label: 'Messages' },
  { id: 'active-rooms', measure: 'rooms', label: 'Rooms in which something was written' },
  { id: 'new-rooms', measure: 'newRooms', label: 'New rooms' },
  { id: 'storage', measure: 'fileBytes', label: 'Storage of files, in MB' },
];

/** The viewBox is 450 × 100: a bar has 5 units, one of them air. */
const barStep = 5;
const days = 90;
const chartHeight = 100;

/** A day with something is never invisible beside one with thousands. */
function bar(value: number, place: number, most: number) {
  const height = value === 0 ? 1 : Math.max(3, Math.round((value / most) * chartHeight));
  return { x: place * barStep + 0.5, y: chartHeight - height, height, isEmpty: value === 0 };
}

/** As people read it: bytes in MB, one digit after the point where there are few. */
const shown = (measure: Measure, value: number): string | number => {
  if (measure !== 'fileBytes') return value;
  const megabytes = value / 1_000_000;
  return megabytes > 0 && megabytes < 10 ? Number(megabytes.toFixed(1)) : Math.round(megabytes);
};

/** With fewer days the bars stand at the right, where the newest is. */
export function statisticsCharts(counted: StatisticsDay[]) {
  const first = days - counted.length;
  return {
    charts: measures.map(({ id, measure, label }) => {
      const values = counted.map((day) => day[measure]);
      const most = Math.max(...values);
      return {
        id,
        label,
        most: shown(measure, most),
        bars: values.map((value, index) => bar(value, first + index, most)),
      };
    }),
    from: counted[0]?.day,
    days: counted
      .map((day) => ({ day: day.day, values: measures.map(({ measure }) => shown(measure, day[measure])) }))
      .reverse(),
    columns: measures.map(({ label }) => ({ label })),
  };
}
