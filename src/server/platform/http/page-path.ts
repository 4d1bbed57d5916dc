import type { Request } from 'express';
import { isOwn, publicUrlOf } from './own-origin.js';

/** Not `*`, and neither another server's address nor `//name`, which a browser takes for one. */
export const isPath = (target: string): boolean => /^\/(?![/\\])/.test(target);

/** The path of the page somebody looks at: this one, or for a form the page on which it stood, or else the start page. */
export function pagePath(request: Request): string {
  const { method, originalUrl } = request;
  if (method === 'GET' || method === 'HEAD') return isPath(originalUrl) ? originalUrl : '/';
  const referrer = request.get('referer') ?? '';
  if (!isOwn(referrer, request.get('host'), publicUrlOf(request))) return '/';
  const { pathname, search } = new URL(referrer);
  return pathname + search;
}
