/** SHA-256, by which contents are told apart: found out while bytes go by, where they do. */
import { createHash, type Hash } from 'node:crypto';
import { bytesOf, withFile } from './durable-files.js';

export const newDigest = (): Hash => createHash('sha256');

/** Hands on what comes. */
export async function* digesting(chunks: AsyncIterable<Buffer>, digest: Hash): AsyncGenerator<Buffer, void> {
  for await (const chunk of chunks) {
    digest.update(chunk);
    yield chunk;
  }
}

export async function digestOf(path: string): Promise<Buffer> {
  const digest = newDigest();
  await withFile(path, 'r', async (file) => {
    for await (const chunk of bytesOf(file)) digest.update(chunk);
  });
  return digest.digest();
}
