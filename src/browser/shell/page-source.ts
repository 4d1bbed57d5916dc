/** Pages as the server renders them; one that is about to be wanted is fetched ahead. */

/** Milliseconds for which a page fetched ahead is good: what happens meanwhile, joining the room catches up. */
const goodFor = 10_000;
/** Milliseconds after which no answer is coming. */
const patience = 20_000;

/** The server answered, and not with a page of the chat: its own page says why. */
export class Refused extends Error {}

export class PageSource {
  private readonly ahead = new Map<string, { page: Promise<Document>; at: number }>();

  /** Fetches a page that is probably wanted next. */
  prepare(href: string): void {
    if (this.fresh(href)) return;
    const page = fetchPage(href);
    // Whoever takes it hears of it; nobody else needs to.
    page.catch(() => this.ahead.delete(href));
    this.ahead.set(href, { page, at: performance.now() });
  }

  /** Rejects on anything but a page of ours: with `Refused` where the server said so, else for want of a connection. */
  take(href: string): Promise<Document> {
    const page = this.fresh(href) ?? fetchPage(href);
    this.ahead.delete(href);
    return page;
  }

  private fresh(href: string): Promise<Document> | undefined {
    const kept = this.ahead.get(href);
    return kept && performance.now() - kept.at < goodFor ? kept.page : undefined;
  }
}

/**
 * A page of ours; rejects on anything else. In a room, of another one only what differs: without the list of rooms, texts and
 * icons' shapes, which are the larger half of what is sent.
 */
export async function fetchPage(href: string): Promise<Document> {
  const isInRoom = document.getElementById('log') !== null;
  const response = await fetch(href, {
    headers: { accept: 'text/html', ...(isInRoom && { 'x-part': 'room' }) },
    signal: AbortSignal.timeout(patience),
  });
  if (isBusy(response)) throw new Error(`answered ${response.status}`);
  if (!response.ok || response.redirected) throw new Refused(`answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

/** The server, or what stands before it, is away for a moment, or puts the reader off: nothing is said of the page. */
const isBusy = ({ status }: Response) => status === 429 || status >= 500;
