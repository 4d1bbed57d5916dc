/** What may enter as text: well-formed Unicode without NUL, because PostgreSQL refuses NUL and silently mends lone surrogates. */
import { z } from 'zod';

export const isStorable = (text: string) => text.isWellFormed() && !text.includes('\0');

const hasControls = /\p{Cc}/u;

/** Forms send line ends as \r\n; counted and stored they are what everybody else sends. */
const withLineFeeds = (text: string) => text.replace(/\r\n?|[\v\f\u0085]/g, '\n');

/**
 * Nobody types the other control characters: they show as nothing, steer the terminal of whoever reads a log, and take six
 * bytes each in JSON. NUL is refused, as whoever sends it means it.
 */
const withoutControls = (text: string) =>
  text.replace(/\p{Cc}/gu, (character) => ('\n\t\0'.includes(character) ? character : ''));

export const plainText = (max: number, tooLong: string) =>
  z
    .string('Enter some text here.')
    .overwrite((text) => (hasControls.test(text) ? withoutControls(withLineFeeds(text)) : text))
    .max(max, tooLong)
    .refine(isStorable, 'This text has characters that cannot be stored. Remove them and try again.');

export const isBlank = (text: string) => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
