import type { IncomingMessage } from 'node:http';
import { isOwn } from '../http/own-origin.js';

/**
 * Whether a handshake that carries the session's cookie comes from our own pages. CORS does not protect WebSockets: any
 * site could open one with the visitor's cookie. Browsers always send Origin with WebSockets; same-origin polling GETs
 * carry none, but Sec-Fetch-Site, which a page cannot forge.
 */
export function isOwnOrigin({ headers }: IncomingMessage, publicUrl: string | undefined): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === 'same-origin';
  return isOwn(origin, host, publicUrl);
}
