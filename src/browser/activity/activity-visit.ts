/** The reader at their activity: what is new comes by itself, and what they follow or tick off is read. */
import type { ActivityCounts, ActivityEntry, ActivityPage } from '../../shared/activity.js';
import { activityListPath } from '../../shared/paths.js';
import type { ActivityListed } from '../../shared/room-page.js';
import { activityLook } from '../../shared/rules/activity-look.js';
import type { Connection } from '../core/connection.js';
import { Throttle } from '../core/throttle.js';
import { inNamesOfNow } from '../people/former-names.js';
import type { Visit } from '../shell/visit.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { localDay, localiseTimes } from '../ui/times.js';
import { renderDays } from './templates.js';

/** Milliseconds between two looks at the list. */
const every = 1_000;
const firstAfter = 50;

const byId = (id: string) => document.getElementById(id)!;

export class ActivityVisit implements Visit {
  private readonly turns = new Throttle(() => void this.look(), every, firstAfter);
  private readonly leaving = new AbortController();

  constructor(
    private readonly connection: Connection,
    private readonly listed: ActivityListed,
    private readonly myName: string,
  ) {
    const { signal } = this.leaving;
    const form = byId('activity-form') as HTMLFormElement;
    form.addEventListener('submit', (event) => this.submitted(event), { signal });
    form.addEventListener('click', (event) => this.followed(event), { signal, capture: true });
    byId('only-new').addEventListener('keydown', pressedBySpace, { signal });
    // What came between the making of the page and now, and days as they are where the reader is.
    if (this.isNewest) this.turns.soon();
  }

  /** Of what is older, nothing comes by itself. */
  private get isNewest(): boolean {
    return this.listed.before === undefined;
  }

  told(unread: ActivityCounts): void {
    this.showCounts(unread);
    if (this.isNewest) this.turns.soon();
  }

  refreshed(): void {
    if (this.isNewest) this.turns.soon();
  }

  disconnected(): void {}

  leave(): void {
    this.leaving.abort();
  }

  private submitted(event: SubmitEvent): void {
    const { value } = event.submitter as HTMLButtonElement;
    if (!this.connection.isConnected) return;
    event.preventDefault();
    const row = event.submitter!.closest('.entry');
    // The button goes with its row's newness: whoever pressed it stands on the row then.
    row?.querySelector<HTMLElement>('.entry-link')?.focus({ preventScroll: true });
    void this.read(value === 'all' ? { all: true } : { ids: idsIn(value) });
  }

  /** Before the link leads on: the page may be another one in a moment. */
  private followed({ target }: Event): void {
    const link = (target as Element).closest<HTMLElement>('.entry.is-new [data-read]');
    if (link && this.connection.isConnected) void this.read({ ids: idsIn(link.dataset.read!) });
  }

  private async read(what: { ids: number[] } | { all: true }): Promise<void> {
    try {
      const answer = await this.connection.ask('read_activity', what);
      if (this.leaving.signal.aborted) return;
      if (answer.ok) this.told(answer.value.unread);
      else say(answer.error.message);
    } catch {
      say(t('There is no connection. Try again in a moment.'));
    }
  }

  private async look(): Promise<void> {
    const page = await fetchPage(this.listed).catch(() => undefined);
    if (!page || this.leaving.signal.aborted) return;
    this.showCounts(page.unread);
    this.show(page.entries);
  }

  private show(entries: ActivityEntry[]): void {
    const list = byId('activity-list');
    const focused = focusedIn(list);
    list.replaceChildren(...renderDays(byDay(entries, this.myName)));
    localiseTimes(list);
    byId('activity-empty').hidden = entries.length > 0;
    if (focused) list.querySelector<HTMLElement>(focused)?.focus({ preventScroll: true });
  }

  private showCounts(unread: ActivityCounts): void {
    for (const element of document.querySelectorAll<HTMLElement>('[data-count]')) {
      const count = unread[element.dataset.count as keyof ActivityCounts];
      element.textContent = count > 0 ? String(count) : '';
    }
    const { all } = unread;
    const status = byId('activity-new');
    const words = all > 0 ? t('{{count}} new', { count: all }) : '';
    if (status.textContent !== words) status.textContent = words;
    (byId('all-read') as HTMLButtonElement).disabled = all === 0;
  }
}

const idsIn = (text: string): number[] => text.split(',').map(Number);

/** Where whoever stands in the list stands, in words that find the place in the next one. */
function focusedIn(list: HTMLElement): string | undefined {
  const entry = list.contains(document.activeElement)
    ? document.activeElement!.closest<HTMLElement>('.entry')
    : null;
  return entry ? `[data-entry="${entry.dataset.entry}"] .entry-link` : undefined;
}

function byDay(entries: ActivityEntry[], myName: string): object[] {
  const days = new Map<string, { at: string; rows: object[] }>();
  for (const entry of entries) {
    const day = days.get(localDay(entry.at)) ?? { at: entry.at, rows: [] };
    day.rows.push(activityLook(inWordsOfNow(entry), myName));
    days.set(localDay(entry.at), day);
  }
  return [...days.values()];
}

const inWordsOfNow = ({ message: { text, ...message }, ...entry }: ActivityEntry): ActivityEntry => ({
  ...entry,
  message: { ...message, ...(text !== undefined && { text: inNamesOfNow(text) }) },
});

/** A switch is one for the keyboard, too; as a link it would only know Enter. */
function pressedBySpace(event: KeyboardEvent): void {
  if (event.key !== ' ') return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).click();
}

async function fetchPage(listed: ActivityListed): Promise<ActivityPage> {
  const query = new URL(activityListPath(listed), location.href).search;
  const response = await fetch(`/api/me/activity${query || '?'}${query ? '&' : ''}limit=30`);
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return (await response.json()) as ActivityPage;
}
