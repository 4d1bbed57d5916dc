/** The way down to now: there whenever now is more than a screen away, with the number of what came meanwhile ("12 new"). */
import { t } from '../ui/page-texts.js';

export class ToNow {
  private count = 0;
  private isFar = false;

  private readonly link: HTMLElement;
  private readonly label: HTMLElement;

  /** `end` stands where the page's messages end; `toNow` brings the end of the room into view. Where it cannot, the link does. */
  constructor(
    { link, label, end }: Record<'link' | 'label' | 'end', HTMLElement>,
    /** The page's messages do not go to the room's end. */
    private readonly isElsewhere: () => boolean,
    toNow: () => Promise<void>,
    signal: AbortSignal,
  ) {
    this.link = link;
    this.label = label;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      toNow().catch(() => location.assign((link as HTMLAnchorElement).href));
    });
    const observer = new IntersectionObserver(([...entries]) => this.passed(entries.at(-1)!.isIntersecting), {
      root: end.closest('#log-scroll'),
      rootMargin: '0px 0px 100% 0px',
    });
    observer.observe(end);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  add(count: number): void {
    this.count += count;
    this.show();
  }

  /** The reader is at the end. */
  clear(): void {
    if (this.count === 0 && this.link.hidden) return;
    this.count = 0;
    this.isFar = false;
    this.show();
  }

  /** Another part of the room is on the page. */
  show(): void {
    this.label.textContent = this.count > 0 ? t('{{count}} new', { count: this.count }) : '';
    this.link.hidden = this.count === 0 && !this.isFar && !this.isElsewhere();
  }

  private passed(isNear: boolean): void {
    this.isFar = !isNear;
    this.show();
  }
}
