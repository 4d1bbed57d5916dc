/** The page of a day: where it begins, and what it says where nothing was written then. */
import type { MessageView } from '../../../shared/messages.js';
import type { Day } from './where-to-begin.js';

/** From the day's first message on; where there is none, the newest page. */
export const partOf = ({ first }: Day) => (first === undefined ? { now: true } : { after: first - 1 });

export function dayNote({ first, until }: Day, messages: MessageView[]): string | undefined {
  if (until === undefined) return 'Nobody could tell which day is meant. Write it like this: 2024-03-01.';
  if (first === undefined) return 'Nothing was written then, nor since. This is the newest.';
  const found = messages.find(({ seq }) => seq === first);
  const isLater = found !== undefined && new Date(found.createdAt) >= until;
  return isLater ? 'Nothing was written then. This is what came next.' : undefined;
}
