import type { IncomingMessage } from 'node:http';

/**
 * Whether a handshake comes from our own pages. CORS does not protect WebSockets: any site could open one with the
 * visitor's cookie. Browsers always send Origin with WebSockets; same-origin polling GETs carry none, but Sec-Fetch-Site,
 * which a page cannot forge. A request with neither and without cookies comes from a program, which has nothing that
 * could be abused: it is signed in by a token, or not at all.
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host, cookie } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin === undefined) return site === 'same-origin' || (site === undefined && cookie === undefined);
  if (publicUrl !== undefined) return origin === publicUrl;
  return URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) && new URL(origin).host === host;
}
