/** What was found, as the server shows it: another question puts another answer in its place, and scrolling down brings what is older. */
import { localiseTimes, ownZone } from '../ui/times.js';

/** Pages that come by themselves: whoever wants more presses for it. */
const mostPages = 25;
/** Milliseconds after which a page that is still asked for says so. */
const patience = 200;
/** Milliseconds after which no answer is coming. */
const longest = 20_000;

/** Between the end of what is seen and what is fetched. */
const ahead = '800px';

export class SearchResults {
  readonly scrollBox = document.getElementById('search-scroll')!;
  pages = 1;
  private readonly found = document.getElementById('found')!;
  private readonly watch: IntersectionObserver;
  private asked: AbortController | undefined;
  private isTurning = false;

  constructor(private readonly failed: () => void) {
    this.watch = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && void this.readOn(),
      { root: this.scrollBox, rootMargin: ahead },
    );
    this.expectMore();
  }

  get links(): HTMLElement[] {
    return [...this.found.querySelectorAll<HTMLElement>('.hit-open')];
  }

  leave(): void {
    this.asked?.abort();
    this.watch.disconnect();
  }

  /** Shows what another page of the search has; answers with it, or undefined where something else was asked meanwhile. */
  async show(href: string): Promise<Document | undefined> {
    this.asked?.abort();
    const asked = (this.asked = new AbortController());
    const slow = setTimeout(() => this.found.classList.add('is-asking'), patience);
    try {
      const page = await fetchPart(href, asked.signal);
      if (asked.signal.aborted) return undefined;
      this.found.replaceChildren(...page.getElementById('found')!.childNodes);
      localiseTimes(this.found);
      this.pages = 1;
      this.scrollBox.scrollTop = 0;
      this.expectMore();
      return page;
    } catch {
      if (!asked.signal.aborted) this.failed();
      return undefined;
    } finally {
      clearTimeout(slow);
      if (asked === this.asked) this.found.classList.remove('is-asking');
    }
  }

  /** As many pages as somebody had read before. */
  async readTo(pages: number): Promise<void> {
    while (this.pages < Math.min(pages, mostPages) && (await this.readOn()));
  }

  private expectMore(): void {
    const more = document.getElementById('more-hits');
    this.watch.disconnect();
    if (more && this.pages < mostPages) this.watch.observe(more);
  }

  /** Whether there was more. */
  private async readOn(): Promise<boolean> {
    const more = document.getElementById('more-hits') as HTMLAnchorElement | null;
    const list = document.getElementById('hits');
    if (!more || !list || this.isTurning) return false;
    this.isTurning = true;
    try {
      const page = await fetchPart(more.href, this.asked?.signal);
      // Something else is shown by now.
      if (!more.isConnected) return false;
      const next = page.getElementById('more-hits');
      const hits = page.getElementById('hits');
      if (hits) localiseTimes(hits);
      list.append(...(hits?.children ?? []));
      more.parentElement!.replaceWith(...(next ? [next.parentElement!] : []));
      this.pages++;
      this.expectMore();
      return true;
    } catch {
      // The link is still there, to be pressed.
      return false;
    } finally {
      this.isTurning = false;
    }
  }
}

/** Of a page of the search, what another query changes. */
async function fetchPart(href: string, left?: AbortSignal): Promise<Document> {
  const address = new URL(href, location.href);
  address.searchParams.set('zone', ownZone());
  const signals = [AbortSignal.timeout(longest), ...(left ? [left] : [])];
  const response = await fetch(address, {
    headers: { accept: 'text/html', 'x-part': 'found' },
    signal: AbortSignal.any(signals),
  });
  if (!response.ok || response.redirected) throw new Error(`answered ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}
