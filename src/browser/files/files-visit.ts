/** The reader at the files of a room: what they choose is shown at once, a finger that rests on a file brings what can be done with it. */
import type { Visit } from '../shell/visit.js';
import { copy } from '../ui/clipboard.js';
import { onLongPress } from '../ui/long-press.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';

const inHand = 'has-actions';

export class FilesVisit implements Visit {
  private readonly leaving = new AbortController();

  constructor(private readonly lead: (href: string) => void) {
    const { signal } = this.leaving;
    const main = document.getElementById('main')!;
    const form = document.getElementById('files-form') as HTMLFormElement | null;
    form?.addEventListener('submit', (event) => this.submitted(event, form), { signal });
    form?.addEventListener('change', ({ target }) => this.changed(target as Element, form), { signal });
    main.addEventListener('click', ({ target }) => this.clicked(target as Element), { signal });
    const list = main.querySelector<HTMLElement>('.files-list');
    if (list) onLongPress(list, { items: '.tile', except: '.tile-actions', open: (tile) => this.take(tile) });
  }

  refreshed(): void {}

  disconnected(): void {}

  leave(): void {
    this.leaving.abort();
  }

  /** A day is part of two: whoever chooses one may want to choose the other. */
  private changed(target: Element, form: HTMLFormElement): void {
    if (target.matches('select')) form.requestSubmit();
  }

  private submitted(event: SubmitEvent, form: HTMLFormElement): void {
    event.preventDefault();
    const wanted = [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value.trim() ? [[name, value.trim()]] : [],
    );
    const query = new URLSearchParams(wanted).toString();
    this.lead(form.action + (query && `?${query}`));
  }

  private clicked(target: Element): void {
    const path = target.closest<HTMLElement>('[data-file-link]')?.dataset.fileLink;
    if (!target.closest(`.${inHand}`)) this.take(undefined);
    if (path) void this.copy(new URL(path, location.href).href);
  }

  private take(tile: HTMLElement | undefined): void {
    document.querySelector(`.${inHand}`)?.classList.remove(inHand);
    tile?.classList.add(inHand);
    tile?.querySelector<HTMLElement>('.tile-actions button')?.focus({ preventScroll: true });
  }

  private async copy(href: string): Promise<void> {
    say((await copy(href)) ? t('Link copied') : t('The browser did not allow copying.'));
  }
}
