/** Every way a request can be refused, over Socket.IO and over HTTP alike. */
import { z } from 'zod';

export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'rate_limited',
  'too_large',
  'unavailable',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What a refused request is told. */
export const errorView = z
  .object({
    code: z.enum(errorCodes),
    message: z.string().describe('a sentence for the person, in their language'),
    retryAfterMs: z
      .number()
      .optional()
      .describe('milliseconds until trying again makes sense; with rate_limited and unavailable'),
  })
  .meta({ id: 'Error' });
export type ErrorView = z.infer<typeof errorView>;

/** The acknowledgement of every client event. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; error: ErrorView };

/** RFC 9457. */
export const problemView = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('a sentence that says what to do, in the language of Accept-Language'),
    code: z.enum(errorCodes),
    errors: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .optional()
      .describe('each field that is wrong'),
  })
  .meta({ id: 'Problem' });
