import { signedCookie } from 'cookie-parser';
import type { IncomingMessage } from 'node:http';

/** The cookie in which a browser keeps the id of its session, signed. */
export const sessionCookie = 'samovar.sid';

/** As the browser sent it; undefined where it sent none. By hand, as it is asked for before there is a request of Express. */
function cookieOf({ headers }: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** Whether a request has the cookie, be it a good one or not, under its name behind TLS or without. */
export const carriesSession = (request: Pick<IncomingMessage, 'headers'>): boolean =>
  cookieOf(request, `__Host-${sessionCookie}`) !== undefined ||
  cookieOf(request, sessionCookie) !== undefined;

/** The id of the session in a request's cookie (`name`: see cookieName), or null where there is none that one of the secrets has signed. */
export function sessionIdIn(
  request: Pick<IncomingMessage, 'headers'>,
  name: string,
  secrets: string[],
): string | null {
  try {
    const value = decodeURIComponent(cookieOf(request, name) ?? '');
    const id = signedCookie(value, secrets);
    return id === false || id === value ? null : id;
  } catch {
    return null;
  }
}
