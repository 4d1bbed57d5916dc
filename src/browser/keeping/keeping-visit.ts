/** The reader at what is kept at hand, a room's pins or what they saved: what they do there shows at once, without another page. */
import type { ChatSocket } from '../core/connection.js';
import type { Visit } from '../shell/visit.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { localiseTimes, ownZone } from '../ui/times.js';

export class KeepingVisit implements Visit {
  private readonly leaving = new AbortController();

  constructor(
    private readonly socket: ChatSocket,
    private readonly lead: (href: string) => void,
  ) {
    const { signal } = this.leaving;
    const list = document.getElementById('keeping')!;
    list.addEventListener('submit', (event) => this.submitted(event), { signal });
    if (this.isList) socket.on('saved_changed', this.look);
    const zone = list.querySelector<HTMLInputElement>('[data-zone]');
    if (zone) zone.value = ownZone();
  }

  /** Nothing is written there that another state of it would take away. */
  private get isList(): boolean {
    return document.querySelector('#keeping textarea') === null;
  }

  refreshed(): void {
    if (this.isList) this.look();
  }

  private readonly look = (): void => {
    void this.show(fetch(location.href));
  };

  disconnected(): void {}

  leave(): void {
    this.leaving.abort();
    this.socket.off('saved_changed', this.look);
  }

  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    event.preventDefault();
    const fields = new URLSearchParams(
      new FormData(form, event.submitter) as unknown as Record<string, string>,
    );
    void this.show(fetch(form.action, { method: 'POST', body: fields }));
  }

  /** An answer leads back to the list, as it is now. */
  private async show(asked: Promise<Response>): Promise<void> {
    try {
      const response = await asked;
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const fresh = page.getElementById('keeping');
      if (this.leaving.signal.aborted) return;
      if (response.redirected && !this.isList) return this.lead(response.url);
      if (fresh) this.put(fresh);
      else say(page.querySelector('main p, .error')?.textContent.trim() ?? String(response.status));
    } catch {
      say(t('There is no connection. Try again in a moment.'));
    }
  }

  private put(fresh: HTMLElement): void {
    const list = document.getElementById('keeping')!;
    const had = list.contains(document.activeElement);
    localiseTimes(fresh);
    list.replaceChildren(...fresh.childNodes);
    if (!had) return;
    list.tabIndex = -1;
    list.focus({ preventScroll: true });
  }
}
