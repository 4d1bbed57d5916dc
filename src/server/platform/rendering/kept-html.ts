import { LRUCache } from 'lru-cache';

/**
 * What was rendered, by what it was made of; bounded by its bytes in memory. What was asked for last stays. It is kept as the
 * bytes that are sent, one a character ("latin1"): encoding the lists of a lobby took as long as rendering them.
 */
export class KeptHtml {
  private readonly cache: LRUCache<string, string>;

  /** Keeps up to `limit` bytes. */
  constructor(limit: number) {
    this.cache = new LRUCache({
      maxSize: limit,
      sizeCalculation: (bytes, key) => key.length + bytes.length,
    });
  }

  /** The html of a key, which must name everything that shows in it; as bytes, one a character. */
  get(key: string, render: () => string): string {
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const bytes = Buffer.from(render()).toString('latin1');
    this.cache.set(key, bytes);
    return bytes;
  }

  get kept(): number {
    return this.cache.size;
  }
}
