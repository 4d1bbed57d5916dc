/** What the environment says of files and of what links lead to. */
import { z } from 'zod';

export const filesUrl = z
  .string()
  .regex(/^(file:\/\/\/|s3:\/\/)/, 'must be file:///folder or s3://key:secret@host/bucket');

const megabytes = (least: number) =>
  z.coerce
    .number('must be a number of MB')
    .int('must be a whole number of MB')
    .min(least, 'must be a number of MB')
    .max(1_000_000_000, 'must be a number of MB');

const setHere = 'set here, administrators cannot change it';

export const fileSettings = {
  FILE_MB: megabytes(1).optional().describe(`The largest file, in MB; ${setHere}`),
  PERSON_FILES_MB: megabytes(1).optional().describe(`All files of one person together, in MB; ${setHere}`),
  SERVER_FILES_MB: megabytes(0)
    .optional()
    .describe(`All files of the server together, in MB, 0 for as much as the disk holds; ${setHere}`),
  LINK_PREVIEWS: z
    .enum(['on', 'off'], 'must be on or off')
    .transform((value) => value === 'on')
    .optional()
    .describe(`off: nothing is shown of what links lead to, and nothing is fetched; ${setHere}`),
};
