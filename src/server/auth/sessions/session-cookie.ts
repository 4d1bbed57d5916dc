import { signedCookie } from 'cookie-parser';
import type { IncomingMessage } from 'node:http';
import { readChoice, readCookie } from '../../platform/http/cookies.js';

/** The cookie in which a browser keeps the id of its session, signed. */
export const sessionCookie = 'samovar.sid';

/** Whether a request has the cookie, be it a good one or not, under its name behind TLS or without. */
export const carriesSession = (request: Pick<IncomingMessage, 'headers'>): boolean =>
  readChoice(request, sessionCookie) !== undefined;

/** The id of the session in a request's cookie (`name`: see cookieName), or null where there is none that one of the secrets has signed. */
export function sessionIdIn(
  request: Pick<IncomingMessage, 'headers'>,
  name: string,
  secrets: string[],
): string | null {
  try {
    const value = decodeURIComponent(readCookie(request, name) ?? '');
    const id = signedCookie(value, secrets);
    return id === false || id === value ? null : id;
  } catch {
    return null;
  }
}
