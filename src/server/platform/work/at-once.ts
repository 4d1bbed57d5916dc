/** How many things of one key (a person, an address) are under way at once, and whether that is enough. */
export class AtOnce<Key> {
  private readonly counts = new Map<Key, number>();

  constructor(private readonly limit: number) {}

  isFull(key: Key): boolean {
    return (this.counts.get(key) ?? 0) >= this.limit;
  }

  /** For each, `end` must be called once. */
  begin(key: Key): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  end(key: Key): void {
    const left = (this.counts.get(key) ?? 0) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}
