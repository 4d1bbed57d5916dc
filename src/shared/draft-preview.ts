/** How a text would look as a message. */
import { z } from 'zod';
import { captionText } from './messages.js';

export const textToShow = z
  .object({
    text: captionText.meta({ example: '**Hello**' }).describe('as it would be sent, commands included'),
  })
  .meta({ id: 'TextToShow' });

export const draftPreview = z
  .object({
    kind: z
      .enum(['text', 'action'])
      .optional()
      .describe('absent for a command that is carried out, of which nothing is shown'),
    text: z.string(),
    html: z.string().optional().describe('where formatting makes it differ from the escaped text'),
  })
  .meta({ id: 'DraftPreview' });

export type DraftPreview = z.output<typeof draftPreview>;
