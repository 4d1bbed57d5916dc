/** Pages as they were last seen: in memory while this page lives, and in the browser's store beyond that. */
import type { PageStore } from './page-store.js';

/** Pages in memory; each is some 60 kB of text. */
const most = 20;

export class KeptPages {
  /** Path → HTML, the newest last. */
  private readonly inMemory = new Map<string, string>();
  /** Path → what is to be kept as soon as there is time to make it. */
  private readonly awaited = new Map<string, () => string>();

  constructor(private readonly store: PageStore) {}

  /** At once, if it is in memory. */
  get(path: string): Document | undefined {
    this.make(path);
    const html = this.inMemory.get(path);
    return html === undefined ? undefined : parsed(html);
  }

  async find(path: string): Promise<Document | undefined> {
    this.make(path);
    const html = this.inMemory.get(path) ?? (await this.store.find(path));
    if (html === undefined) return undefined;
    this.remember(path, html);
    return parsed(html);
  }

  /** One that fits, the newest. */
  some(fits: (page: Document) => boolean): Document | undefined {
    return [...this.inMemory.values()].reverse().map(parsed).find(fits);
  }

  keep(path: string, html: string): void {
    this.remember(path, html);
    this.store.keep(path, html);
  }

  /** The same, once the browser is idle; whoever goes back at once finds it made. */
  keepSoon(path: string, make: () => string): void {
    this.awaited.set(path, make);
    later(() => this.make(path));
  }

  /** It is not the reader's to see any more. */
  drop(path: string): void {
    this.awaited.delete(path);
    this.inMemory.delete(path);
    this.store.drop(path);
  }

  private make(path: string): void {
    const make = this.awaited.get(path);
    this.awaited.delete(path);
    if (make) this.keep(path, make());
  }

  private remember(path: string, html: string): void {
    this.inMemory.delete(path);
    this.inMemory.set(path, html);
    for (const oldest of [...this.inMemory.keys()].slice(0, -most)) this.inMemory.delete(oldest);
  }
}

const parsed = (html: string) => new DOMParser().parseFromString(html, 'text/html');

function later(work: () => void): void {
  if (document.hidden || !('requestIdleCallback' in window)) work();
  else requestIdleCallback(work, { timeout: 1_000 });
}
