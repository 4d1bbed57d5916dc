/** What may enter as text: well-formed Unicode without NUL, because PostgreSQL refuses NUL and silently mends lone surrogates. */
import { z } from 'zod';
import { limits } from './limits.js';

const wellFormed = (text: string) => text.isWellFormed() && !text.includes('\0');

export const plainText = (max: number, tooLong: string) =>
  z
    .string('Text is missing here.')
    .max(max, tooLong)
    .refine(wellFormed, 'This text has characters that cannot be stored. Remove them and try again.');

const isBlank = (text: string) => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);

export const messageText = plainText(
  limits.messageLength,
  'The message is too long: {{maximum}} characters at most. Send it in parts.',
).refine((text) => !isBlank(text), 'The message is empty. Write something first.');

export const topicText = plainText(
  limits.topicLength,
  'The topic is too long: {{maximum}} characters at most.',
);

/** One emoji, as Unicode recommends it for interchange. The v flag makes a family or a flag one emoji. */
export const emoji = z
  .string('Choose an emoji.')
  .max(32, 'Choose one emoji.')
  .refine((text) => /^\p{RGI_Emoji}$/v.test(text), 'Choose one emoji.');

export const id = z
  .number('An id is a whole number.')
  .int('An id is a whole number.')
  .positive('An id is a whole number.');
export const seq = z
  .number('A place in the room is a whole number.')
  .int('A place in the room is a whole number.')
  .nonnegative('A place in the room is a whole number.');
export const clientId = z.guid('clientId must be a UUID.').transform((uuid) => uuid.toLowerCase());
