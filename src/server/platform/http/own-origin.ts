/** Which origin is ours, and whether a request was made by a page of it. */
import type { Request } from 'express';

/** That of PUBLIC_URL; without one, the one that the request's Host names. Without a proxy nobody knows of TLS here. */
export function isOwn(origin: string | undefined, host: string | undefined, publicUrl?: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (publicUrl !== undefined) return url.origin === publicUrl;
  return /^https?:$/.test(url.protocol) && url.host === host;
}

/**
 * Whether one of our own pages made the request, for forms. A page cannot forge Sec-Fetch-Site, and `same-site` is another
 * port or another subdomain: as foreign as any. Browsers older than that header send Origin with what is posted.
 */
export function isFromOwnPage(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  return isOwn(request.get('origin'), request.get('host'), publicUrlOf(request));
}

/** PUBLIC_URL, as every request's answer knows it. */
export const publicUrlOf = (request: Request): string | undefined =>
  (request.res?.locals as { publicUrl?: string } | undefined)?.publicUrl;
