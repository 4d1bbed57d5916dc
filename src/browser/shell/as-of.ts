/** Beside the list of rooms, while the server is away: as of when it is what it was. */
import { t } from '../ui/page-texts.js';
import { timeElement } from '../ui/times.js';

/** Milliseconds: a blink of the network is nobody's concern. */
const patience = 3_000;

export class AsOf {
  private readonly line = document.createElement('p');
  /** When the list was last kept up. */
  private at: string | undefined;
  private timer?: ReturnType<typeof setTimeout>;

  constructor() {
    this.line.className = 'as-of';
    this.line.setAttribute('role', 'status');
  }

  /** The server is away; `keptAt`: the page was kept then. */
  show(keptAt?: string): void {
    if (this.at !== undefined) return;
    this.at = keptAt ?? new Date().toISOString();
    this.line.replaceChildren(`${t('Offline: as of')} `, timeElement(this.at, 'since'));
    this.timer = setTimeout(() => this.arrived(), keptAt ? 0 : patience);
  }

  /** Another page is shown. */
  arrived(): void {
    if (this.at === undefined) return;
    document.querySelector('.sidebar .room-lists-frame, #room-lists')?.before(this.line);
  }

  hide(): void {
    this.at = undefined;
    clearTimeout(this.timer);
    this.line.remove();
  }
}
