/** What is asked about the previews of messages, and about the messages that links lead to. */
import { z } from 'zod';
import { id, idView, seq } from './ids.js';
import { messageView } from './messages.js';
import { address } from './rooms.js';

export const previewEvents = {
  hide_preview: {
    summary: 'Show nothing of what the link of a message leads to, for good',
    who: 'its author; administrators any message',
    scope: 'write' as const,
    limit: 'send' as const,
    payload: z.object({ messageId: id }),
    value: messageView,
  },
};

/** A message by its address: /chat/<address>/<seq>. */
export const linkedPlace = z.object({
  address: address.meta({ example: 'lobby' }).describe('of its room; private conversations are not shown'),
  seq: seq.describe('its place there'),
});

export const linkedView = z
  .object({
    room: z.object({ id: idView, address: z.string(), name: z.string() }),
    message: messageView,
  })
  .meta({ id: 'LinkedMessage' });
export type LinkedView = z.infer<typeof linkedView>;
