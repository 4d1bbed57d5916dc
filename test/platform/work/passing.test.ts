/** What goes through is handed on as it came, and its memory is free again soon. */
import { expect, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { passing } from '../../../src/server/platform/work/passing.js';

const mega = 1024 * 1024;

/** Buffers of 64 kB, as they come from the network, so many bytes in all. */
async function* chunks(bytes: number): AsyncGenerator<Buffer> {
  for (let made = 0; made < bytes; made += 64 * 1024) {
    await turn();
    yield Buffer.alloc(64 * 1024, made / (64 * 1024));
  }
}

test('every chunk is handed on, in its order', async () => {
  const came: number[] = [];
  for await (const chunk of passing(chunks(20 * mega))) came.push(chunk[chunk.length - 1]!);
  expect(came).toEqual(Array.from({ length: 320 }, (_, index) => index % 256));
});

test('whoever stops ends what it comes from', async () => {
  let isOver = false;
  async function* endless() {
    try {
      for (;;) yield await Promise.resolve(Buffer.from('more'));
    } finally {
      isOver = true;
    }
  }
  for await (const chunk of passing(endless())) if (chunk.length > 0) break;
  expect(isOver).toBe(true);
});

test('many times what may be held at once goes through, and is not held', async () => {
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for await (const chunk of passing(chunks(400 * mega)))
    most = Math.max(most, process.memoryUsage().arrayBuffers - before + chunk.length);
  expect(most).toBeLessThan(32 * mega);
});
