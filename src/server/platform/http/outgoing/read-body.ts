/** The body of an answer: so many bytes of it, however it is encoded. */
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';

const decoders = new Map<string, () => NodeJS.ReadWriteStream & Readable>([
  ['gzip', createGunzip],
  ['br', createBrotliDecompress],
]);

/** Those that an answer may have, as `Accept-Encoding`. */
export const encodings = [...decoders.keys()].join(', ');

/** Without its parameters, in small letters. */
export const typeOf = (contentType: string): string => contentType.split(';', 1)[0]!.trim().toLowerCase();

/**
 * Reads no more than `most` bytes: of what comes out of the decoder, as a few kilobytes may become gigabytes, and of what goes into
 * it, as megabytes may become nothing. Leaving it early closes the connection.
 */
export async function bodyOf(
  response: IncomingMessage,
  most: number,
): Promise<{ body: Buffer; isWhole: boolean }> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const decoder = encoding === 'identity' ? undefined : decoders.get(encoding);
  if (encoding !== 'identity' && !decoder) throw new Error(`The answer is encoded as ${encoding}.`);
  if (!decoder) return beginningOf(response, most);
  // What breaks is thrown by the loop that reads the decoder.
  return beginningOf(
    pipeline(Readable.from(bounded(response, most)), decoder(), () => undefined),
    most,
  );
}

async function beginningOf(
  source: AsyncIterable<Buffer | string>,
  most: number,
): Promise<{ body: Buffer; isWhole: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, most), isWhole: length <= most };
}

async function* bounded(source: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new Error('The answer is too long.');
    yield chunk;
  }
}
