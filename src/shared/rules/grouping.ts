/** How messages stand together on a page: a line for each new day, and one head for what a person says in a row. */
import type { MessageView } from '../messages.js';

/** Milliseconds between two messages of one person that still belong together. */
const groupSpan = 5 * 60_000;

export interface Grouped {
  authorId: number;
  kind: MessageView['kind'];
  /** What answers another message says whose answer it is. */
  isAnswer: boolean;
  /** Who pinned it stands in its head. */
  isPinned: boolean;
  /** ISO 8601. */
  createdAt: string;
}

export interface Grouping {
  /** A line with the date belongs above it. */
  startsDay: boolean;
  /** It shows its author; otherwise it continues what stands above. */
  startsGroup: boolean;
}

/** The day of an instant in UTC, `2026-11-20`. Browsers give the reader's own. */
export const utcDay = (iso: string): string => iso.slice(0, 10);

/** How a message stands below `previous` (undefined: it is the first), with days as `dayOf` names them. */
export function groupingOf(message: Grouped, previous: Grouped | undefined, dayOf = utcDay): Grouping {
  if (!previous) return { startsDay: true, startsGroup: true };
  const startsDay = dayOf(message.createdAt) !== dayOf(previous.createdAt);
  const isContinued =
    message.authorId === previous.authorId &&
    message.kind === 'text' &&
    !message.isAnswer &&
    !message.isPinned &&
    previous.kind === 'text' &&
    Date.parse(message.createdAt) - Date.parse(previous.createdAt) < groupSpan;
  return { startsDay, startsGroup: startsDay || !isContinued };
}

export const grouped = ({
  author,
  kind,
  replyTo,
  pinnedAt,
  createdAt,
}: Pick<MessageView, 'author' | 'kind' | 'replyTo' | 'pinnedAt' | 'createdAt'>): Grouped => ({
  authorId: author.id,
  kind,
  isAnswer: replyTo !== undefined,
  isPinned: pinnedAt !== undefined,
  createdAt,
});
