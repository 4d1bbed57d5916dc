/** Numbers and times that identify and order things, as they come in and as they go out. */
import { z } from 'zod';

/** Of a request: what is no id is refused with a sentence. */
export const id = z
  .number('An id must be a whole number.')
  .int('An id must be a whole number.')
  .positive('An id must be a whole number.');
export const seq = z
  .number('A position in the room must be a whole number.')
  .int('A position in the room must be a whole number.')
  .nonnegative('A position in the room must be a whole number.');
export const clientId = z.guid('clientId must be a UUID.').transform((uuid) => uuid.toLowerCase());

/** Of a form or an address. */
export const idText = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number);

/** Of an answer. */
export const idView = z.int().positive();
export const count = z.int().nonnegative();
/** ISO 8601 in UTC. */
export const time = z.iso.datetime();

export const oneById = z.object({ id: id.meta({ example: 1 }) });

/** A moment as programs write it, with its zone. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Write the time like this: 2026-01-31T12:00:00Z.' })
  .meta({ example: '2026-01-31T12:00:00Z' })
  .transform((text) => new Date(text));
