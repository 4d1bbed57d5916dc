/** The menu of the open room: how the reader is told of it, its link, the way out. Each is a form that works without this. */
import type { MembershipView } from '../../shared/memberships.js';
import type { Level } from '../../shared/people.js';
import { t } from '../ui/page-texts.js';
import { localiseTimes } from '../ui/times.js';
import { type MenuListener, RoomDoings } from './room-doings.js';

const levelWords: Record<Level, () => string> = {
  all: () => t('everything'),
  mentions: () => t('mentions'),
  nothing: () => t('nothing'),
};

export class RoomMenu {
  constructor(
    private readonly main: HTMLElement,
    private readonly listener: MenuListener,
  ) {
    main.addEventListener('submit', (event) => this.submitted(event));
    main.addEventListener('click', ({ target }) => {
      if ((target as Element).closest('[data-do=copyRoomLink]'))
        this.with((doings) => void doings.copyLink());
    });
  }

  /** As the reader stands to the room now. */
  show(membership: MembershipView | null, defaultLevel: Level): void {
    for (const id of ['choices', 'leave-room']) this.within(`#${id}`, (part) => (part.hidden = !membership));
    for (const part of this.main.querySelectorAll<HTMLElement>('.favourite, [data-marks-read]'))
      part.hidden = !membership;
    if (!membership) return;
    const { ownLevel, muted, mutedUntil, favourite } = membership;
    for (const button of this.main.querySelectorAll<HTMLButtonElement>('.levels button'))
      button.setAttribute('aria-pressed', String(button.value === (ownLevel ?? 'default')));
    this.within('[data-default-level]', (word) => (word.textContent = `(${levelWords[defaultLevel]()})`));
    this.within('.star', (star) => {
      star.setAttribute('aria-pressed', String(favourite));
      (star as HTMLButtonElement).value = favourite ? 'no' : 'yes';
    });
    this.within('.unmute', (button) => (button.hidden = !muted));
    this.within('.mute details', (choices) => (choices.hidden = muted));
    this.within('[data-muted-until]', (place) => showTime(place, mutedUntil));
  }

  private within(selector: string, change: (element: HTMLElement) => void): void {
    const element = this.main.querySelector<HTMLElement>(selector);
    if (element) change(element);
  }

  /** A form of the menu's, not another that stands in the room. Where a keeper who leaves chooses who looks after it then, it asks. */
  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const isOurs = form.matches('[data-chooses], [data-marks-read], #leave-room, [action$="/delete"]');
    if (!isOurs) return;
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    this.with((doings) => doings.submit(form, button));
  }

  private with(work: (doings: RoomDoings) => void): void {
    work(new RoomDoings(this.main, this.listener));
  }
}

function showTime(place: HTMLElement, iso: string | null): void {
  place.replaceChildren();
  if (iso === null) return;
  const time = place.appendChild(document.createElement('time'));
  time.dateTime = iso;
  time.dataset.format = 'moment';
  localiseTimes(place);
}
