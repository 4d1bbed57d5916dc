/**
 * Pages as they were last seen, in the browser's own store, for when the network is slow or away: the service worker shows
 * them where a page cannot be fetched. They belong to one person: they go when that person signs out, when the session is
 * over for any other reason, and when somebody else signs in. Only behind TLS or on this machine; elsewhere there is no store.
 */
import { lobbyPath } from '../../shared/paths.js';
import { lastReader } from '../core/last-reader.js';

const begin = 'samovar.pages.';
/** Of one person; a page is some 60 kB. */
const mostPages = 40;

export class PageStore {
  private readonly name: string;
  private isClosed = false;
  /** One after the other, so that the store never holds more than it may. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly userId: number) {
    this.name = begin + userId;
  }

  /** The page's HTML. */
  async find(path: string): Promise<string | undefined> {
    if (this.isClosed) return undefined;
    const page = await this.inStore((cache) => cache.match(path));
    return page?.text();
  }

  keep(path: string, html: string): void {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    this.queue(async (cache) => {
      // Put in anew, as the keys stand in the order in which they were put in.
      await cache.delete(path);
      await cache.put(path, new Response(html, { headers }));
      const keys = await cache.keys();
      for (const oldest of keys.slice(0, Math.max(0, keys.length - mostPages))) await cache.delete(oldest);
    });
  }

  drop(path: string): void {
    this.queue((cache) => cache.delete(path));
  }

  /** Nothing is kept any more: what is still on its way into the store must not outlive its erasing. */
  close(): void {
    this.isClosed = true;
  }

  /** After a sign-out in another tab this one keeps nothing any more, even if nobody has told it. */
  private get mayKeep(): boolean {
    return !this.isClosed && lastReader(localStorage) === this.userId;
  }

  private queue(work: (cache: Cache) => Promise<unknown>): void {
    this.turn = this.turn.then(() => (this.mayKeep ? this.inStore(work) : undefined));
  }

  private async inStore<Value>(work: (cache: Cache) => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work(await caches.open(this.name));
    } catch {
      // No store here, or it is full: then pages are remembered as long as this one lives.
      return undefined;
    }
  }
}

/** Erases the pages of everybody but one person; of everybody where nobody is named. */
export async function erasePages(exceptOf?: number): Promise<void> {
  try {
    for (const name of await caches.keys())
      if (name.startsWith(begin) && name !== `${begin}${exceptOf}`) await caches.delete(name);
  } catch {
    // No store here.
  }
}

/** The path of the room's page that was kept last. */
export async function newestPath(): Promise<string | undefined> {
  for (const name of await caches.keys()) {
    const keys = name.startsWith(begin) ? await (await caches.open(name)).keys() : [];
    const newest = keys.map(({ url }) => new URL(url).pathname).findLast((path) => path !== lobbyPath);
    if (newest) return newest;
  }
  return undefined;
}

/** The page that is kept under a path, whose ever it is: there are never those of two people. */
export async function findPage(path: string): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    const page = name.startsWith(begin) ? await (await caches.open(name)).match(path) : undefined;
    if (page) return page;
  }
  return undefined;
}
