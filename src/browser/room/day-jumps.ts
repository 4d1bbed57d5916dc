/** The ways to a day of the open room: asked for by its menu, by G D, or by a press on the day that floats over its messages. */
import { dayRange } from '../../shared/rules/search-days.js';
import type { Connection } from '../core/connection.js';
import { openDialog } from '../ui/dialogs.js';
import { t } from '../ui/page-texts.js';
import { say } from '../ui/passing-notice.js';
import { ownZone } from '../ui/times.js';
import type { JumpedRoom } from './jumped-room.js';
import type { Place } from './way-back.js';

export class DayJumps {
  constructor(
    main: HTMLElement,
    private readonly room: JumpedRoom,
    private readonly connection: Connection,
    /** By which the server read a day in the address. */
    zoneOfServer: string,
  ) {
    main.classList.add('has-jumps');
    main.addEventListener('click', (event) => this.pressed(event));
    const on = new URLSearchParams(location.search).get('on');
    // The day that the server began with may be another one where the reader is.
    if (on && zoneOfServer !== ownZone()) void connection.settled().then(() => this.goToDay(on, false));
  }

  private pressed(event: MouseEvent): void {
    const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
    if (ctrlKey || metaKey || shiftKey || altKey || event.defaultPrevented) return;
    const day = (target as Element).closest<HTMLTimeElement>('.day-line time');
    if (!day && !(target as Element).closest('[data-jump]')) return;
    event.preventDefault();
    document.querySelector<HTMLElement>('#room-menu:popover-open')?.hidePopover();
    this.ask(day ? new Date(day.dateTime) : new Date());
  }

  private ask(begin: Date): void {
    const field = document.createElement('input');
    Object.assign(field, { type: 'date', name: 'on', id: 'jump-on', required: true });
    field.value = field.defaultValue = inField(begin);
    field.max = inField(new Date());
    const label = Object.assign(document.createElement('label'), {
      htmlFor: field.id,
      textContent: t('Day'),
    });
    const wrapped = Object.assign(document.createElement('div'), { className: 'field' });
    wrapped.append(label, field);
    const form = Object.assign(document.createElement('form'), { className: 'jump-day' });
    form.append(wrapped, button(t('Go there'), 'button button-primary'));
    const heading = Object.assign(document.createElement('h2'), { textContent: t('Jump to a day') });
    const ways = this.ways((work) => {
      dialog.close();
      void work();
    });
    const dialog = openDialog('jump', t('Jump to a day'), heading, form, ways);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      dialog.close();
      void this.goToDay(field.value);
    });
    field.focus();
  }

  private ways(take: (work: () => Promise<void>) => void): HTMLElement {
    const { firstUnread } = this.room.reading;
    const ways: [string, () => Promise<void>][] = [
      [t('Today'), () => this.goToDay('today')],
      [t('Yesterday'), () => this.goToDay('yesterday')],
      [t('Last week'), () => this.goToDay('last week')],
      [t('Last month'), () => this.goToDay('last month')],
    ];
    if (firstUnread) ways.push([t('The first unread'), () => this.jump(firstUnread)]);
    ways.push([t('The beginning'), () => this.jump(1)]);
    const list = Object.assign(document.createElement('ul'), { className: 'jump-ways' });
    for (const [words, work] of ways) {
      const way = button(words, 'button');
      way.addEventListener('click', () => take(work));
      list.appendChild(document.createElement('li')).append(way);
    }
    return list;
  }

  /** `words` as people write a day. Says so where nothing was written then. */
  private async goToDay(words: string, isRemembered = true): Promise<void> {
    const reader = { now: new Date(), zone: ownZone(), language: document.documentElement.lang };
    const day = dayRange(words, reader);
    if (!day) return;
    const asked = { roomId: this.room.id, since: [day.from.toISOString()] };
    const answer = await this.connection.ask('dates', asked).catch(() => undefined);
    if (!answer?.ok) return say(t('There is no connection. Try again in a moment.'));
    const [first] = answer.value.firsts;
    await this.jump(first ?? 'end', isRemembered);
    if (!first) return say(t('Nothing was written then, nor since. This is the newest.'));
    const found = this.room.stretch.bySeq(first);
    if (found && new Date(found.createdAt) >= day.until)
      say(t('Nothing was written then. This is what came next.'));
  }

  private jump = (to: Place, isRemembered = true): Promise<void> => this.room.reading.jump(to, isRemembered);
}

function button(words: string, className: string): HTMLButtonElement {
  return Object.assign(document.createElement('button'), { textContent: words, className });
}

/** `2024-03-01`, as a field for dates takes it. */
const inField = (day: Date): string =>
  [
    String(day.getFullYear()).padStart(4, '0'),
    ...[day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')),
  ].join('-');
