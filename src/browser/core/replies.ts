/** What stands below a message of its answers, as one more comes. */
import type { MessageView, RepliesView } from '../../shared/messages.js';

/** The server counts no further, and shows so many faces. */
const [countedTo, faces] = [1_000, 3];

/** Undefined where this answer is counted already. */
export function withAnswer(
  replies: RepliesView | undefined,
  { seq, author, createdAt }: Pick<MessageView, 'seq' | 'author' | 'createdAt'>,
): RepliesView | undefined {
  const { count, lastSeq, users } = replies ?? { count: 0, lastSeq: 0, users: [] };
  if (seq <= lastSeq) return undefined;
  const others = users.filter(({ id }) => id !== author.id);
  return {
    count: Math.min(count + 1, countedTo),
    lastSeq: seq,
    lastAt: createdAt,
    users: [author, ...others].slice(0, faces),
  };
}
