/** Every way a request can be refused, over Socket.IO and over HTTP alike. */
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

/** What a refused request is told. `message` is a sentence for the person, in their language. */
export interface ErrorView {
  code: ErrorCode;
  message: string;
  /** Milliseconds until trying again makes sense; with `rate_limited` and `unavailable`. */
  retryAfterMs?: number;
}

/** The acknowledgement of every client event. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; error: ErrorView };
