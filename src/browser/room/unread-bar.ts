/** "4,447 new since Thursday 14:01 · Jump · Mark as read": above the log, until all is read. */
import { number, t } from '../ui/page-texts.js';
import { timeElement } from '../ui/times.js';

/** Unread messages are counted up to here. */
const countedTo = 10_000;

interface Ways {
  /** Down to now, or up to the line: where the arrow points. */
  jump(toNow: boolean): void;
  markAsRead(): void;
}

export class UnreadBar {
  private readonly count = part('unread-count');
  private readonly jump = part<HTMLAnchorElement>('unread-jump');
  /** There is something that the reader has not found yet. */
  private isWanted = false;
  private unread = 0;

  constructor(
    private readonly bar: HTMLElement,
    ways: Ways,
  ) {
    this.jump.addEventListener('click', (event) => {
      event.preventDefault();
      ways.jump(this.jump.classList.contains('leads-down'));
    });
    part<HTMLFormElement>('unread-form').addEventListener('submit', (event) => {
      event.preventDefault();
      ways.markAsRead();
    });
  }

  /** It is to be shown for as long as something is unread: since `createdAt`. */
  want(createdAt: string): void {
    this.isWanted = true;
    for (const place of this.bar.querySelectorAll<HTMLElement>('[data-since]'))
      place.replaceChildren(timeElement(createdAt, place.dataset.since!));
    this.show();
  }

  say(unread: number): void {
    this.unread = unread;
    if (unread === 0) this.isWanted = false;
    this.show();
  }

  /** `isAtNow`: the end of the room is in view. */
  turn(isAtNow: boolean): void {
    this.jump.classList.toggle('leads-down', !isAtNow);
  }

  private show(): void {
    this.bar.classList.remove('is-unsure');
    this.bar.hidden = !this.isWanted || this.unread === 0;
    const digits = number(Math.min(this.unread, countedTo)) + (this.unread >= countedTo ? '+' : '');
    const text = t('{{number}} new', { count: this.unread, number: digits });
    if (this.unread > 0 && this.count.textContent !== text) this.count.textContent = text;
  }
}

const part = <Kind extends HTMLElement>(id: string) => document.getElementById(id) as Kind;
