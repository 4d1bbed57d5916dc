/** "12 new": what came while the reader was further up. */
import { t } from '../ui/page-texts.js';

export class NewButton {
  private count = 0;

  /** `toNewest` brings the end of the room into view; where it cannot, the button stays for another try. */
  constructor(
    private readonly link: HTMLElement,
    toNewest: () => Promise<void>,
  ) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      toNewest().then(
        () => this.clear(),
        () => undefined,
      );
    });
  }

  add(count: number): void {
    if (count === 0) return;
    this.count += count;
    this.link.querySelector('span')!.textContent = t('{{count}} new', { count: this.count });
    this.link.hidden = false;
  }

  clear(): void {
    this.count = 0;
    this.link.hidden = true;
  }
}
