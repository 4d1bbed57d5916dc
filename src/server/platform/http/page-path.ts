import type { Request } from 'express';

/** The path of the page somebody looks at: this one, or for a form the page on which it stood, or else the start page. */
export function pagePath(request: Request): string {
  if (request.method === 'GET' || request.method === 'HEAD') return request.originalUrl;
  const referrer = request.get('referer') ?? '';
  if (!URL.canParse(referrer)) return '/';
  const { pathname, search } = new URL(referrer);
  return pathname + search;
}
