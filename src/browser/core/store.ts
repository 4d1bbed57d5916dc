/** What is used of the browser's Storage; spelled out, because this file is used without a DOM, too. */
export interface Store {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The keys that begin so. */
export function keysWith(store: Store, prefix: string): string[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index)!);
  return keys.filter((key) => key.startsWith(prefix));
}
