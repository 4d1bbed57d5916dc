/** Keeps the lobby's lists true: new rooms, who is online, the latest activity. The server renders, this swaps it in. */
import { localiseTimes } from '../ui/times.js';

/** Milliseconds. */
const every = 20_000;
const atMostEvery = 2_000;

export class LobbyRefresh {
  private timer?: ReturnType<typeof setTimeout>;
  private freshAt = performance.now();

  constructor(
    private readonly lists: HTMLElement,
    private readonly onFresh: () => void,
    signal: AbortSignal,
  ) {
    const look = () => document.visibilityState === 'visible' && this.soon();
    const turns = setInterval(look, every);
    document.addEventListener('visibilitychange', look, { signal });
    signal.addEventListener('abort', () => {
      clearInterval(turns);
      clearTimeout(this.timer);
    });
  }

  /** Asks for the lists anew, at most every 2 s. */
  soon(): void {
    if (this.timer !== undefined) return;
    const wait = Math.max(0, this.freshAt + atMostEvery - performance.now());
    this.timer = setTimeout(() => {
      this.freshAt = performance.now();
      // Without an answer the lists stay as they are; the next turn comes.
      this.fetch()
        .catch(() => undefined)
        .finally(() => (this.timer = undefined));
    }, wait);
  }

  private async fetch(): Promise<void> {
    const response = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    if (!response.ok || response.redirected) return;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    const fresh = page.getElementById(this.lists.id);
    // Somebody is about to choose: nothing is pulled away from under them.
    if (!fresh || this.lists.contains(document.activeElement)) return;
    localiseTimes(fresh);
    this.lists.replaceChildren(...fresh.children);
    this.onFresh();
  }
}
