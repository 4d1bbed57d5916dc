/** A text with any of these takes two bytes a character in memory, all others one. */
const wide = /[^\0-\xff]/;

/** What was rendered, by what it was made of. Two generations: when the younger one is full, the older one is forgotten. */
export class KeptHtml {
  private young = new Map<string, string>();
  private old = new Map<string, string>();
  private size = 0;

  /** Keeps up to `limit` bytes of text. */
  constructor(private readonly limit: number) {}

  /** The html of a key, which must name everything that shows in it. */
  get(key: string, render: () => string): string {
    const young = this.young.get(key);
    if (young !== undefined) return young;
    const html = this.old.get(key) ?? render();
    this.keep(key, html);
    return html;
  }

  get kept(): number {
    return this.young.size + this.old.size;
  }

  private keep(key: string, html: string): void {
    const size = key.length + html.length * (wide.test(html) ? 2 : 1);
    if (this.size + size > this.limit / 2) {
      this.old = this.young;
      this.young = new Map();
      this.size = 0;
    }
    this.young.set(key, html);
    this.size += size;
  }
}
