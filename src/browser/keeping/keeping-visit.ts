/** The reader at what is kept at hand, a room's pins or what they saved: what they do there shows at once, without another page. */
import type { ChatSocket } from '../core/connection.js';
import type { Visit } from '../shell/visit.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { localiseTimes } from '../ui/times.js';

export class KeepingVisit implements Visit {
  private readonly leaving = new AbortController();

  constructor(socket: ChatSocket) {
    const { signal } = this.leaving;
    const list = document.getElementById('keeping')!;
    list.addEventListener('submit', (event) => this.submitted(event), { signal });
    void socket;
  }

  refreshed(): void {
    void this.show(fetch(location.href));
  }

  disconnected(): void {}

  leave(): void {
    this.leaving.abort();
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
