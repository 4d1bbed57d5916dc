/**
 * The text files of public/, compressed once as well as can be, and kept in memory. Pages: compressed-answers.ts.
 *
 * By hand, because the libraries for it (sirv, express-static-gzip) serve files that somebody has to compress beforehand: those
 * would lie in public/ beside their sources, and an edited stylesheet would be served as it was before.
 */
import type { NextFunction, Request, Response } from 'express';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { leaveDocumentHeaders } from './security-headers.js';
import { isVersioned } from './versioned.js';

/** Extension → its media type; images are compressed already. */
const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const encoders: Record<string, (content: Buffer) => Promise<Buffer>> = {
  br: (content) =>
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }),
  gzip: (content) => promisify(gzip)(content, { level: 9 }),
};

/** Answers requests for files below `folder` whose address has a version; everything else is left to the next handler. */
export function compressedFiles(folder: string) {
  const known = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((path) => `/${path.replaceAll('\\', '/')}`)
      .filter((path) => extname(path) in types),
  );
  const kept = new Map<string, Promise<Buffer>>();

  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    const { path, method } = request;
    // Before anything is asked of a request for something else.
    if (!known.has(path)) return next();
    const encoding = Object.keys(encoders).find((name) => request.acceptsEncodings(name) === name);
    const isAsked = (method === 'GET' || method === 'HEAD') && isVersioned(request);
    if (!isAsked || !encoding) return next();
    const key = `${encoding} ${path}`;
    const content = kept.get(key) ?? readFile(join(folder, path)).then(encoders[encoding]);
    kept.set(key, content);
    const bytes = await content.catch(() => undefined);
    // Compressing took so long that whoever asked was told to come again.
    if (response.headersSent) return;
    if (!bytes) {
      // Rebuilt since the start: the files on disk are served as they are.
      kept.delete(key);
      return next();
    }
    response.set({ 'Content-Type': types[extname(path)]!, 'Content-Length': String(bytes.length) });
    leaveDocumentHeaders(path, response);
    response.set({
      'Content-Encoding': encoding,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    });
    response.end(method === 'HEAD' ? undefined : bytes);
  };
}
