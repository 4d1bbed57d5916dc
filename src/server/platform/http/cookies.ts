/** What our cookies are called, and how they are kept. */
import type { CookieOptions, Request } from 'express';
import type { IncomingHttpHeaders } from 'node:http';

interface WithHeaders {
  headers: IncomingHttpHeaders;
}

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

/** A choice kept in this browser, under its name of before TLS too. */
export const readChoice = (request: WithHeaders, name: string): string | undefined =>
  readCookie(request, `__Host-${name}`) ?? readCookie(request, name);

/** A cookie as the browser sent it. By hand, as sockets' handshakes ask before there is a request of Express. */
export function readCookie({ headers: { cookie = '' } }: WithHeaders, name: string): string | undefined {
  const sign = `${name}=`;
  let begin = 0;
  while (begin < cookie.length) {
    const semicolon = cookie.indexOf(';', begin);
    const end = semicolon === -1 ? cookie.length : semicolon;
    const at = cookie.charAt(begin) === ' ' ? begin + 1 : begin;
    if (cookie.startsWith(sign, at)) return cookie.slice(at + sign.length, end).trim();
    begin = end + 1;
  }
  return undefined;
}
