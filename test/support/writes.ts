import type { Socket as NetSocket } from 'node:net';

interface WritingStream {
  _write(...given: unknown[]): void;
  _writev(...given: unknown[]): void;
}

/** Counts from now on how often a stream hands something to the kernel, be it one piece or several. */
export function countWrites(stream: NetSocket): { count: number } {
  const writes = { count: 0 };
  const inside = stream as unknown as WritingStream;
  for (const member of ['_write', '_writev'] as const) {
    const original = inside[member].bind(stream);
    inside[member] = (...given) => {
      writes.count++;
      original(...given);
    };
  }
  return writes;
}
