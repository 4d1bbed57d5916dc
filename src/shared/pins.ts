/** Pins: what a room keeps at hand of what was said there. */
import { z } from 'zod';
import { count, id, idView, seq } from './ids.js';
import { list, pageLimit } from './lists.js';
import { messageView } from './messages.js';

export const pinsAsked = z.object({
  before: seq.optional().describe('seqs before this one'),
  limit: pageLimit('Ask for at least one message.', 'Ask for at most {{maximum}} messages.'),
});
export type PinsAsked = z.output<typeof pinsAsked>;

export const pinsView = list('messages', messageView)
  .extend({ total: count.describe('how many are pinned in the room') })
  .meta({ id: 'Pins' });
export type PinsView = z.infer<typeof pinsView>;

/** What a client says of them. */
export const pinEvents = {
  pin: {
    summary: 'Pin a message for all of its room, or take the pin away',
    who: 'keepers and administrators, as members who may write there; in a conversation, both',
    scope: 'write' as const,
    limit: 'send' as const,
    payload: z.object({
      messageId: id,
      on: z.boolean('Set on to true to pin the message, or to false to take the pin away.'),
    }),
    value: messageView,
  },
};

/** What the server says of them by itself, beside the message that has changed. */
export const pinNews = {
  pins_changed: {
    summary: 'So many messages are pinned in the room now',
    to: 'whoever has opened the room',
    payload: z.object({ roomId: idView, total: count }),
  },
};
