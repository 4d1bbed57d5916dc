/** A tab's share of localStorage, in memory. */
export class MemoryStorage {
  private readonly items = new Map<string, string>();
  /** How much was ever written into the outbox that is kept here. */
  written = 0;

  get length(): number {
    return this.items.size;
  }

  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}
