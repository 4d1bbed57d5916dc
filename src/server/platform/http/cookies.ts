/** What our cookies are called, and how they are kept. */
import type { CookieOptions, Request } from 'express';
import type { IncomingHttpHeaders } from 'node:http';

const year = 365 * 24 * 3600 * 1000;

/**
 * Behind TLS with the prefix by which browsers take a cookie from this very host only: neither a page of a subdomain nor
 * one without TLS can put one in its place. Without TLS browsers would refuse it.
 */
export const cookieName = (name: string, { PUBLIC_URL }: { PUBLIC_URL?: string | undefined }): string =>
  PUBLIC_URL?.startsWith('https:') ? `__Host-${name}` : name;

/** Out of the reach of scripts and of other sites' requests; for a year unless said otherwise. */
export const cookieOptions = (request: Request, maxAge = year): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  path: '/',
  secure: request.secure,
  maxAge,
});

/** Keeps a visitor's choice in this browser; undefined forgets it. */
export function keepChoice(request: Request, name: string, value: string | undefined): void {
  const [kept, other] = request.secure ? [`__Host-${name}`, name] : [name, undefined];
  const { maxAge, ...shape } = cookieOptions(request);
  const response = request.res!;
  if (other !== undefined && readChoice(request, other) !== undefined) response.clearCookie(other, shape);
  if (value === undefined) response.clearCookie(kept, shape);
  else response.cookie(kept, value, { ...shape, maxAge });
}

/** A choice kept in this browser, under its name of before TLS too; read by hand, as sockets' handshakes ask as well. */
export function readChoice({ headers }: { headers: IncomingHttpHeaders }, name: string): string | undefined {
  const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  for (const begin of [`__Host-${name}=`, `${name}=`]) {
    const found = cookies.find((cookie) => cookie.startsWith(begin));
    if (found !== undefined) return found.slice(begin.length);
  }
  return undefined;
}
