/** Whom the reader ignores. The one place of the browser that knows. */
export class Ignoring {
  private ids: ReadonlySet<number> = new Set();
  private readonly listeners = new Set<() => void>();

  has = (userId: number): boolean => this.ids.has(userId);

  /** These, and nobody else. */
  fill(ids: Iterable<number>): void {
    const before = this.ids;
    this.ids = new Set(ids);
    if (before.size === this.ids.size && [...before].every(this.has)) return;
    for (const listener of this.listeners) listener();
  }

  change(userId: number, ignored: boolean): void {
    const others = [...this.ids].filter((id) => id !== userId);
    this.fill(ignored ? [...others, userId] : others);
  }

  /** Whenever it may be otherwise, until `signal` ends it. */
  onChange(listener: () => void, signal?: AbortSignal): void {
    this.listeners.add(listener);
    signal?.addEventListener('abort', () => this.listeners.delete(listener));
  }
}
