/** Who may begin to write to somebody privately. */
import { z } from 'zod';

export const writableBy = ['everybody', 'rooms', 'nobody'] as const;
export type WritableBy = (typeof writableBy)[number];

export const contactView = z
  .object({
    writableBy: z
      .enum(writableBy, 'Choose everybody, rooms or nobody.')
      .describe(
        'who may begin a conversation with you: everybody, people in your rooms, nobody new; administrators always may',
      ),
  })
  .meta({ id: 'Contact', example: { writableBy: 'rooms' } });
export type ContactView = z.infer<typeof contactView>;
