/** Where links lead. What shows another page in the place of this one comes later: what is asked for before waits for it. */
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { leaveField } from './held-typing.js';
import { later, onceThere } from './later.js';
import { watchLinks } from './links.js';
import type { Navigation } from './navigation.js';
import { pageOf } from './place.js';
import type { Shell } from './shell.js';

export class Leading {
  private navigation: Navigation | undefined;
  private shown = pageOf(location.href);
  /** What was asked for last. */
  private wanted: string | undefined;

  /** `page`: the page before any script touched it. */
  constructor(shell: Shell, page: Document) {
    shell.lead = (href) => this.ask(href, (navigation, to) => navigation.lead(to));
    shell.renamed = () => (this.shown = pageOf(location.href));
    watchLinks({ follow: (link) => this.follow(link), expect: (link) => this.navigation?.expect(link) });
    onceThere(({ Navigation }) => (this.navigation = new Navigation(shell, page, this.shown)));
    // Back, in a page that was loaded anew after the way there.
    addEventListener('popstate', () => void later().catch(() => undefined), { once: true });
  }

  /** The reader has left for another place, of which nothing is shown yet: what is typed now belongs to neither. */
  get isOnTheWay(): boolean {
    return this.navigation?.isOnTheWay ?? this.wanted !== undefined;
  }

  /** Shows a page of the chat: what is known of it at once, then what is new. */
  visit(href: string): void {
    this.ask(href, (navigation, to) => navigation.visit(to));
  }

  /** The same, without loading anything where the page holds it already. */
  go(href: string): void {
    this.ask(href, (navigation, to) => navigation.lead(to));
  }

  private follow(link: HTMLAnchorElement): boolean {
    if (pageOf(link.href) === (this.navigation?.page ?? this.shown) && link.hash) return false;
    this.go(link.href);
    return true;
  }

  private ask(address: string, work: (navigation: Navigation, href: string) => void): void {
    const { href } = new URL(address, location.href);
    if (this.navigation) return work(this.navigation, href);
    this.wanted = href;
    leaveField();
    later().then(
      () => href === this.wanted && work(this.navigation!, href),
      () => {
        this.wanted = undefined;
        if (navigator.onLine) location.assign(href);
        else say(t('There is no connection. Try again in a moment.'));
      },
    );
  }
}
