import type { IncomingMessage } from 'node:http';

/**
 * Whether a handshake comes from our own pages. CORS does not protect WebSockets: any site could open one with the
 * visitor's cookie. Browsers always send Origin with WebSockets; same-origin polling GETs carry none, but Sec-Fetch-Site,
 * which a page cannot forge.
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'same-origin';
  if (publicUrl !== undefined) return origin === publicUrl;
  return URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol) && new URL(origin).host === host;
}
