import { signedCookie } from 'cookie-parser';
import type { IncomingMessage } from 'node:http';

/** The cookie in which a browser keeps the id of its session, signed. */
export const sessionCookie = 'samovar.sid';

/** As the browser sent it; undefined where it sent none. By hand, as it is asked for before there is a request of Express. */
function cookieOf({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1);
}

/** Whether a request has the cookie, be it a good one or not. */
export const carriesSession = (request: Pick<IncomingMessage, 'headers'>): boolean =>
  cookieOf(request) !== undefined;

/** The id of the session in a request's cookie, or null where there is none that one of the secrets has signed. */
export function sessionIdIn(request: Pick<IncomingMessage, 'headers'>, secrets: string[]): string | null {
  try {
    const value = decodeURIComponent(cookieOf(request) ?? '');
    const id = signedCookie(value, secrets);
    return id === false || id === value ? null : id;
  } catch {
    return null;
  }
}
