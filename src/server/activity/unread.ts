import type { ActivityCounts } from '../../shared/activity.js';
import type { UnreadRow } from './activity.repository.js';

/** As a person's bell and filters say it. */
export function countsOf(rows: UnreadRow[]): ActivityCounts {
  const counts = {
    all: 0,
    mention: 0,
    answer: 0,
    reaction: 0,
    thread: 0,
    private: 0,
    reminder: 0,
    report: 0,
  };
  for (const { kind, count } of rows) {
    counts[kind] += count;
    counts.all += count;
  }
  return counts;
}
