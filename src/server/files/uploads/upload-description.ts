/** What an upload says of itself, in the headers of its creation. */
import { Metadata } from '@tus/server';
import type { Request } from 'express';
import { z } from 'zod';
import { altText, waveform } from '../../../shared/files.js';
import { id } from '../../../shared/ids.js';
import { cleanName } from '../../../shared/rules/file-names.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parseForm } from '../../platform/http/forms.js';

const wholeBytes = 'Say how many bytes the file has: Upload-Length, a whole number.';

const described = z.object({
  size: z.coerce
    .number(wholeBytes)
    .int(wholeBytes)
    .min(0, wholeBytes)
    .max(Number.MAX_SAFE_INTEGER, wholeBytes),
  room: z.coerce.number().pipe(id),
  filename: z.string().default('').transform(cleanName),
  voice: z.stringbool('Set voice to 1 or leave it out.').default(false),
  waveform: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(waveform)
    .optional()
    .catch(undefined),
  alt: altText.optional(),
});

export type UploadDescription = z.output<typeof described>;

/** Throws `invalid` for what cannot be one, with a sentence. */
export function describedBy(request: Request): UploadDescription {
  const size = request.get('upload-length');
  if (size === undefined) throw new AppError('invalid', wholeBytes);
  return parseForm(described, { ...metadataOf(request), size });
}

function metadataOf(request: Request): Record<string, unknown> {
  try {
    const { filename, room, voice, waveform, alt } = Metadata.parse(request.get('upload-metadata') ?? '');
    return Object.fromEntries(
      Object.entries({ filename, room, voice, waveform, alt }).filter(([, value]) => value != null),
    );
  } catch {
    throw new AppError('invalid', 'Upload-Metadata must be pairs of a key and a value in Base64.');
  }
}
