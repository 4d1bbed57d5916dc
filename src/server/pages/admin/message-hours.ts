/** The messages of the last 24 hours, hour by hour, and the small chart of them. */
import { type HourRow, messagesLookedAt } from '../../messages/reading/message-counts.repository.js';

export interface HourBar {
  /** ISO 8601: when the hour began. */
  from: string;
  messages: number;
  /** Units of the chart's viewBox. */
  x: number;
  y: number;
  height: number;
  /** Its time stands below it: one in six. */
  isLabelled: boolean;
}

export interface MessageHours {
  bars: HourBar[];
  total: number;
  most: number;
  /** True: there were more than were looked at, so that the early hours are not counted whole. */
  isCut: boolean;
  /** How many messages were looked at, at most. */
  lookedAt: number;
}

const hour = 3_600_000;
const hours = 24;
/** The chart's viewBox is 480 × 100: a bar has 20 units, 4 of them air. */
const barStep = 20;
export const chartHeight = 100;

/** When the first of the 24 hours began, of which the last is still going on. */
export function firstHour(now: number): Date {
  return new Date(Math.floor(now / hour) * hour - (hours - 1) * hour);
}

export function messageHours(rows: HourRow[], since: Date, lookedAt = messagesLookedAt): MessageHours {
  const counts = new Map(rows.map((row) => [row.hour.getTime(), row.messages]));
  const starts = Array.from({ length: hours }, (_, index) => since.getTime() + index * hour);
  const messages = starts.map((start) => counts.get(start) ?? 0);
  const most = Math.max(...messages);
  const seen = rows.reduce((sum, row) => sum + row.messages, 0);
  return {
    bars: starts.map((start, index) => bar(start, messages[index]!, index, most)),
    total: messages.reduce((sum, count) => sum + count, 0),
    most,
    lookedAt,
    isCut: seen >= lookedAt && !rows.some((row) => row.hour < since),
  };
}

/** An hour with a message is never invisible beside one with thousands. */
function bar(start: number, messages: number, index: number, most: number): HourBar {
  const height = messages === 0 ? 1 : Math.max(3, Math.round((messages / most) * chartHeight));
  return {
    from: new Date(start).toISOString(),
    messages,
    x: index * barStep + 2,
    y: chartHeight - height,
    height,
    isLabelled: index % 6 === 5,
  };
}
