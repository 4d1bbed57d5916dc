import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { searchedText, standsIn } from '../../shared/rules/keywords.js';

/** Words of the reader's own that call them as their name does. The one place of the browser that knows. */
export class Keywords {
  private keys: readonly string[] = [];
  private readonly listeners = new Set<() => void>();

  /** These, and no others. */
  fill(words: string[]): void {
    const keys = words.map(canonicalKey);
    if (keys.join('\n') === this.keys.join('\n')) return;
    this.keys = keys;
    for (const listener of this.listeners) listener();
  }

  /** The keys of those that stand in a message. */
  in(text: string): string[] {
    if (this.keys.length === 0) return [];
    const searched = searchedText(text);
    return this.keys.filter((key) => standsIn(searched, key));
  }

  /** Whenever they are others, until `signal` ends it. */
  onChange(listener: () => void, signal: AbortSignal): void {
    this.listeners.add(listener);
    signal.addEventListener('abort', () => this.listeners.delete(listener));
  }
}
