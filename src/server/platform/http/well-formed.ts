/** What a request's first lines may say. The rest of the server reads a path and a Host, and trusts that they are such. */
import type { NextFunction, Request, Response } from 'express';
import { isPath } from './page-path.js';

/** A name or an address, and a port: RFC 9110, without what only an attack would write. */
const host = /^([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?$/i;

/**
 * `GET http://chat.example.org/login`, as a proxy is asked, means `/login` where that is our own name (RFC 9112, 3.2.2).
 * Before anything reads the address.
 */
export function ownTarget(request: Request, _response: Response, next: NextFunction): void {
  const [, authority, path] = /^https?:\/\/([^/?#]+)(\/.*)?$/i.exec(request.url) ?? [];
  if (authority !== undefined && authority === request.headers.host)
    request.url = request.originalUrl = path ?? '/';
  next();
}

/**
 * Refuses other targets than paths: for `*`, for those of other servers and for `//name`, which a browser would take for
 * one, sessions are not looked up and links lead astray. Likewise a Host that is none: addresses are made of it.
 */
export function wellFormed(request: Request, _response: Response, next: NextFunction): void {
  const isMeant = isPath(request.originalUrl) && hasOneHost(request);
  next(isMeant ? undefined : Object.assign(new Error('malformed'), { status: 400 }));
}

function hasOneHost({ headers, rawHeaders }: Request): boolean {
  const given = rawHeaders.filter((name, at) => at % 2 === 0 && name.length === 4 && /^host$/i.test(name));
  // HTTP/1.0 has none. A port may be too high for an address.
  if (given.length === 0) return true;
  return given.length === 1 && host.test(headers.host!) && URL.canParse(`http://${headers.host}`);
}
