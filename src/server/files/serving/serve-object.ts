/** How an object goes over HTTP: in parts where those are asked for, not at all where it is known, and never as a page of ours. */
import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import type { ByteRange, Storage } from '../../platform/storage/storage.js';
import { passing } from '../../platform/work/passing.js';
import { noSuchFile } from '../no-such-file.js';

export interface ServedObject {
  key: string;
  type: string;
  bytes: number;
  name: string;
  /** Whether a browser may show it; else it is saved. */
  isShown: boolean;
  /** Whether whoever asks may be led to where it is kept. */
  leads?: boolean;
  /** Whether it is the same for everybody who is signed in, and for ever. */
  isLasting?: boolean;
}

/** Whatever a browser takes it for, it runs nothing, loads nothing and is no document of this origin. */
const policy = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'";

/** Seconds for which a signed address works: a redirect that is followed at once. */
export const signedFor = 60;

export async function serveObject(
  storage: Storage,
  request: Request,
  response: Response,
  { key, type, bytes, name, isShown, leads = true, isLasting = false }: ServedObject,
): Promise<void> {
  const disposition = contentDisposition(name, { type: isShown ? 'inline' : 'attachment' });
  // Asked again each time: whoever was removed sees it no more, and whoever has it is told so in a few bytes.
  const tag = `"${key.replace('/', '-')}"`;
  response.set({
    'Cache-Control': isLasting ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    ETag: tag,
    'Accept-Ranges': 'bytes',
    'Content-Security-Policy': policy,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.fresh) return void response.status(304).end();
  const signed = leads && (await storage.signedUrl(key, { type, disposition, seconds: signedFor }));
  if (signed) return response.redirect(302, signed);
  response.set({ 'Content-Type': type, 'Content-Disposition': disposition });
  const range = rangeOf(request, bytes, tag);
  if (range === 'none') return void response.status(416).set('Content-Range', `bytes */${bytes}`).end();
  const length = range ? range.end - range.start + 1 : bytes;
  if (range) response.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${bytes}`);
  response.set('Content-Length', String(length));
  if (request.method === 'HEAD') return void response.end();
  await send(storage, key, range, response);
}

async function send(
  storage: Storage,
  key: string,
  range: ByteRange | undefined,
  response: Response,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  if (hasEnded(response)) return;
  const object = await storage.read(key, range, gone.signal).catch((error: unknown) => {
    if (hasEnded(response)) return null;
    throw error;
  });
  // Whoever reads has gone meanwhile, or heard that it takes too long: a pipeline to such an answer leaves the object open.
  if (hasEnded(response)) return void object?.stream.destroy();
  if (!object) {
    for (const name of ['Content-Length', 'Content-Range', 'Content-Type', 'ETag'])
      response.removeHeader(name);
    throw noSuchFile();
  }
  // Each part of the server that counts answers waits for their end, and so does the pipeline: no leak.
  response.setMaxListeners(20);
  // Whoever reads goes away, or the storage breaks off: the connection ends, and what is missing shows by the length.
  await pipeline(object.stream, passing, response).catch(() => response.destroy());
}

const hasEnded = (response: Response): boolean => response.destroyed || response.writableEnded;

/** The one range that is asked for; several are answered with all of it, as RFC 9110 lets one. */
function rangeOf(request: Request, bytes: number, tag: string): ByteRange | undefined | 'none' {
  const condition = request.get('if-range');
  if (condition !== undefined && condition !== tag) return undefined;
  const ranges = request.range(bytes, { combine: true });
  if (ranges === -1) return 'none';
  if (!Array.isArray(ranges) || ranges.type !== 'bytes' || ranges.length !== 1) return undefined;
  const [{ start, end }] = ranges as unknown as [ByteRange];
  return { start, end };
}
