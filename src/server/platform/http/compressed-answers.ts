/**
 * Pages and JSON, compressed as they are sent. What others wrote, what an address says, and secrets stand beside each other in
 * them, and the length of the compressed whole tells whether one repeats another (BREACH). So:
 *
 * - No answer of ours holds the same secret twice: the form's token has another mask each time (auth/sign-in/masked-token.ts).
 * - Codes, links and tokens that cannot change stand on pages that are not compressed: those that answer a form, and those of
 *   which `holdsSecret` was said, by our proxies neither.
 * - What another site made a browser ask for is not compressed: without choosing what stands on the page, thousands of times,
 *   nobody can try out what else does, messages of private rooms included. Where browsers do not say who asks there is no TLS,
 *   and whoever listens reads all of it, or they are older than 2023.
 *
 * By hand: our answers are whole when they are sent (nothing is streamed), so that one call compresses them and their length is
 * known. The package `compression` makes a stream for each, which took twice as long, and has no say about who asks.
 */
import type { NextFunction, Request, Response } from 'express';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Bytes: what fits into a packet takes as long whatever is done to it. */
const threshold = 1_400;

/**
 * Measured on a room's page of 50 messages beside 39 rooms: brotli 2 makes 12 % of it in 0.18 ms, gzip 3 13 % in 0.21 ms; brotli 3
 * takes no longer than 2 and leaves 1.3 % less. Twice the time brings it to 10 % (brotli 4, gzip 6 in 0.64 ms); the page itself
 * takes 2.8 ms. Brotli 5 takes 0.6 ms more than 2 and saves a first visit over a kilobyte, which is what a slow network feels.
 */
const encoders: Record<string, (content: Uint8Array) => Buffer> = {
  br: (content) =>
    brotliCompressSync(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
  gzip: (content) => gzipSync(content, { level: 3 }),
};

const types = /^(text\/|application\/(?:[\w.+-]+\+)?json\b)/;

/** Says of an answer that it holds a secret which is the same each time: nobody on its way may compress it. */
export const holdsSecret = (response: Response): Response =>
  response.set('Cache-Control', 'no-store, no-transform');

/** Compresses what later handlers send whole: `send`, `json`, `render`. Files are streamed and left alone. */
export function compressedAnswers(request: Request, response: Response, next: NextFunction): void {
  const end = response.end.bind(response) as (...given: unknown[]) => Response;
  response.end = (...given: unknown[]) => {
    if (response.headersSent || !isCompressible(request, response)) return end(...given);
    response.vary('Accept-Encoding');
    const encoding = isAskedByUs(request) ? encodingFor(request) : undefined;
    if (!encoding) return end(...given);
    response.setHeader('Content-Encoding', encoding);
    if (request.method === 'HEAD') {
      // Known only once it is done.
      response.removeHeader('Content-Length');
      return end(...given);
    }
    const compressed = encoders[encoding]!(bytesOf(given[0]));
    response.setHeader('Content-Length', compressed.length);
    return end(compressed);
  };
  next();
}

/** Express gives bytes to `end` from a thousand characters on, and says their length before. */
const bytesOf = (content: unknown) =>
  typeof content === 'string' ? Buffer.from(content) : (content as Buffer);

function isCompressible({ method }: Request, response: Response): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (response.hasHeader('Content-Encoding') || Number(response.getHeader('Content-Length') ?? 0) < threshold)
    return false;
  if (String(response.getHeader('Cache-Control')).includes('no-transform')) return false;
  return types.test(String(response.getHeader('Content-Type')));
}

/** By a page of ours, by the reader themselves (an address, a bookmark), or by a program. */
function isAskedByUs(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
}

const encodingFor = (request: Request) =>
  Object.keys(encoders).find((name) => request.acceptsEncodings(name) === name);
