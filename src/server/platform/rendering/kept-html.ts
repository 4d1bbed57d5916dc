import { LRUCache } from 'lru-cache';

/** A text with any of these takes two bytes a character in memory, all others one. */
const wide = /[^\0-\xff]/;

/** What was rendered, by what it was made of; bounded by its bytes in memory. What was asked for last stays. */
export class KeptHtml {
  private readonly cache: LRUCache<string, string>;

  /** Keeps up to `limit` bytes of text. */
  constructor(limit: number) {
    this.cache = new LRUCache({
      maxSize: limit,
      sizeCalculation: (html, key) => key.length + html.length * (wide.test(html) ? 2 : 1),
    });
  }

  /** The html of a key, which must name everything that shows in it. */
  get(key: string, render: () => string): string {
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const html = render();
    this.cache.set(key, html);
    return html;
  }

  get kept(): number {
    return this.cache.size;
  }
}
