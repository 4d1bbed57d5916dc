/**
 * Chunks put together in one buffer, which is used again and again. Theirs are free at once: where a slow line keeps them for a while
 * they become old, and only a collection of the whole heap frees what is old.
 */
export class Gathered {
  private readonly buffer: Buffer;
  private size = 0;

  constructor(bytes: number) {
    this.buffer = Buffer.allocUnsafeSlow(bytes);
  }

  get isFull(): boolean {
    return this.size === this.buffer.length;
  }

  /** Takes as much of it as there is room for. Returns the rest. */
  take(chunk: Buffer): Buffer {
    const taken = chunk.copy(this.buffer, this.size);
    this.size += taken;
    return chunk.subarray(taken);
  }

  /** All of it, until the next is taken. */
  empty(): Buffer {
    const all = this.buffer.subarray(0, this.size);
    this.size = 0;
    return all;
  }
}
