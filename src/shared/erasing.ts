/** Erasing a person: what becomes of what they wrote. */
import { z } from 'zod';
import { currentPassword } from './people.js';

const erasedMessages = z
  .enum(['keep', 'remove'], 'Say whether the messages are to keep or to remove.')
  .describe('keep: they stay, as those of somebody who left; remove: each becomes an empty place');
export type ErasedMessages = z.output<typeof erasedMessages>;

export const erasing = z.object({ messages: erasedMessages });

export const ownErasing = z
  .object({ messages: erasedMessages, currentPassword })
  .meta({ id: 'OwnErasing', example: { messages: 'keep', currentPassword: 'correct horse battery' } });
