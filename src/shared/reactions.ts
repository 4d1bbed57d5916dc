/** Reactions beyond what their message says of them. */
import { z } from 'zod';
import { emoji } from './emoji.js';
import { id, idView, oneById } from './ids.js';
import { list } from './lists.js';
import { userView } from './people.js';

const someReactions = z.array(z.object({ messageId: id, emoji }));

/** Which of these are one's own is asked where a message has more people than it names. */
const askedReactions = z.object({
  reactions: someReactions.max(100, 'Ask for at most {{maximum}} entries.'),
});
const ownReactions = z.object({
  reactions: z.array(z.object({ messageId: idView, emoji: z.string() })),
});

export const reactedList = list('users', userView).meta({ id: 'ReactedList' });

export const oneReaction = z.object({ ...oneById.shape, emoji: emoji.meta({ example: '👍' }) });

/** The event; see events.ts. */
export const readOwnReactions = {
  summary: 'Which of these reactions are yours, where a message has more people than it names',
  who: 'whoever may read the room; of other rooms nothing is said',
  scope: 'read',
  limit: 'history',
  payload: askedReactions,
  value: ownReactions,
} as const;
