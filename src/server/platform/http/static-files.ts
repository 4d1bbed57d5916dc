import express, { type NextFunction, type Request, type Response } from 'express';
import { readdirSync } from 'node:fs';
import { leaveDocumentHeaders } from './security-headers.js';
import { isVersioned } from './versioned.js';

/**
 * The files of `folder`. `{{asset}}` writes addresses with the hash of the file, which may be kept for ever. Other addresses
 * than theirs are let through unseen: looking on the disk for each page, as express.static does, took a twentieth of it.
 */
export function staticFiles(folder: string) {
  const names = new Set(readdirSync(folder));
  const serve = express.static(folder, {
    index: false,
    redirect: false,
    setHeaders(response: Response, path: string) {
      leaveDocumentHeaders(path, response);
      if (path.endsWith('sw.js')) response.set('Service-Worker-Allowed', '/');
      response.set(
        'Cache-Control',
        isVersioned(response.req) ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      );
    },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    const [, name = ''] = request.path.split('/', 2);
    if (names.has(name)) serve(request, response, next);
    else next();
  };
}
