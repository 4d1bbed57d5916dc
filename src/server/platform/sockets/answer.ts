import { translator } from '../languages/i18n.js';
import { refusalOf } from '../errors/refusal.js';
import type { Answer } from '../../../shared/errors.js';

/** The acknowledgement for an error, in the language of the socket. */
export function refuse(error: unknown, language: string): Extract<Answer<never>, { ok: false }> {
  const { code, message, values } = refusalOf(error);
  const { retryAfterMs } = values;
  const sentence = translator(language)(message, values);
  return {
    ok: false,
    error: { code, message: sentence, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  };
}
