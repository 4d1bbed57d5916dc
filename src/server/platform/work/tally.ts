/** How many things of one key (a person, say) are there at the moment, and whether that is enough. */
export class Tally<Key> {
  private readonly counts = new Map<Key, number>();

  constructor(private readonly most: number) {}

  isFull(key: Key): boolean {
    return (this.counts.get(key) ?? 0) >= this.most;
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
