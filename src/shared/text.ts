/** What may enter as text: well-formed Unicode without NUL, because PostgreSQL refuses NUL and silently mends lone surrogates. */
import { z } from 'zod';

export const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

/** Forms send line ends as \r\n; counted and stored they are what everybody else sends. */
const withLineFeeds = (text: string) => text.replace(/\r\n?/g, '\n');

export const plainText = (max: number, tooLong: string) =>
  z
    .string('Enter some text here.')
    .overwrite(withLineFeeds)
    .max(max, tooLong)
    .refine(isStorable, 'This text has characters that cannot be stored. Remove them and try again.');

export const isBlank = (text: string) => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
