/**
 * Messages by keyboard. The log is one stop: one of its messages is in the tab order, the arrows lead to its neighbours and
 * to what it holds, letters and Enter to its actions.
 */
import { letterOf } from '../ui/letters.js';
import type { Scroller } from '../ui/scroller.js';
import type { MessageList } from './message-list.js';
import type { ActionName } from './message-menu.js';

interface Chosen {
  menu(element: HTMLElement): void;
  act(action: ActionName, element: HTMLElement): void;
}

const actionKeys: Record<string, ActionName> = {
  e: 'edit',
  r: 'reply',
  t: 'thread',
  '+': 'react',
  p: 'writePrivately',
  s: 'save',
  '#': 'copyLink',
  Delete: 'delete',
};

/** What a message holds that can be pressed. */
const parts =
  'a[href], summary, button:not(.message-toolbar button), input, audio, video, .spoiler-key, pre, .table-frame';

export class MessageKeys {
  private current: HTMLElement | null = null;

  constructor(
    private readonly log: HTMLElement,
    messages: MessageList,
    private readonly scroller: Scroller,
    private readonly chosen: Chosen,
    /** What a screen reader says of a message. */
    private readonly label: (element: HTMLElement) => string,
    /** Back to where one writes. */
    private readonly leave: () => void,
  ) {
    messages.decorate((element) => this.prepare(element));
    this.moveTo(this.all().at(-1));
    log.addEventListener('focusin', ({ target }) => this.moveTo(messageOf(target)));
    log.addEventListener('keydown', (event) => this.pressed(event));
    // New messages: unless the reader stands on one, Tab leads to the last.
    new MutationObserver(() => {
      if (!log.contains(document.activeElement) || !this.current?.isConnected) this.moveTo(this.all().at(-1));
    }).observe(log, { childList: true });
  }

  /** Only the one that is in the tab order has its label: no text stands twice on the page, nor outlives its message. */
  private prepare(element: HTMLElement): void {
    const isCurrent = element === this.current;
    element.tabIndex = isCurrent ? 0 : -1;
    for (const part of element.querySelectorAll<HTMLElement>(parts)) part.tabIndex = mayScroll(part) ? 0 : -1;
    if (isCurrent) element.setAttribute('aria-label', this.label(element));
    else element.removeAttribute('aria-label');
  }

  private moveTo(element: HTMLElement | null | undefined): void {
    if (!element || element === this.current) return;
    const before = this.current;
    this.current = element;
    if (before) this.prepare(before);
    this.prepare(element);
  }

  private all = () => [...this.log.querySelectorAll<HTMLElement>('.message')];

  private pressed(event: KeyboardEvent): void {
    const message = messageOf(event.target);
    if (!message || message !== this.current || isWriting(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (hasOwnKeys(event.target) && event.key !== 'Escape') return;
    if (scrolls(event.target as Element, event.key)) return;
    if (this.moved(event, message) || (event.target === message && this.acted(event, message)))
      event.preventDefault();
  }

  private moved({ key, target, shiftKey }: KeyboardEvent, message: HTMLElement): boolean {
    const all = this.all();
    const index = all.indexOf(message);
    const to: Record<string, () => HTMLElement | undefined> = {
      ArrowUp: () => all[index - 1],
      ArrowDown: () => all[index + 1],
      Home: () => all[0],
      End: () => all.at(-1),
      PageUp: () => all.slice(0, index).findLast((one) => this.isScreenAway(one, message)) ?? all[0],
      PageDown: () => all.slice(index).find((one) => this.isScreenAway(one, message)) ?? all.at(-1),
      ArrowRight: () => this.part(message, target, 1),
      ArrowLeft: () => this.part(message, target, -1),
      Escape: () => (target === message ? undefined : message),
    };
    if (!to[key] || shiftKey) return false;
    const next = to[key]();
    if (!next && key === 'Escape') this.leave();
    else if (next) this.focus(next);
    return true;
  }

  private focus(element: HTMLElement): void {
    // Before the focus, so that it is what is said.
    this.moveTo(messageOf(element));
    element.focus({ preventScroll: true });
    this.scroller.reveal(element);
  }

  /** The next of what the message holds; before the first is the message itself. */
  private part(message: HTMLElement, target: EventTarget | null, step: 1 | -1): HTMLElement | undefined {
    const stops = [message, ...message.querySelectorAll<HTMLElement>(parts)].filter((one) => isStop(one));
    return stops[stops.indexOf(target as HTMLElement) + step];
  }

  private isScreenAway(one: HTMLElement, from: HTMLElement): boolean {
    const distance = one.getBoundingClientRect().top - from.getBoundingClientRect().top;
    return Math.abs(distance) >= this.log.closest('.log-scroll')!.clientHeight * 0.85;
  }

  private acted(event: KeyboardEvent, message: HTMLElement): boolean {
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    const action = actionKeys[letterOf(event)];
    if (event.key === 'Enter' || isMenuKey) this.chosen.menu(message);
    else if (action) this.chosen.act(action, message);
    else return false;
    return true;
  }
}

/** What is hidden behind bars is none, nor what scrolls sideways and need not. */
const isStop = (part: HTMLElement) =>
  part.checkVisibility({ visibilityProperty: true }) && (!part.matches(wide) || isWide(part));

/** Who moves by Tab alone gets there as well. Before it is on the page nobody knows. */
const mayScroll = (part: HTMLElement) => part.matches(wide) && (!part.isConnected || isWide(part));

const isWide = ({ scrollWidth, clientWidth }: HTMLElement) => scrollWidth > clientWidth;

const wide = 'pre, .table-frame';

/** A block that is wider than its message moves sideways before the arrows lead on. */
function scrolls(target: Element, key: string): boolean {
  if (!target.matches(wide)) return false;
  const { scrollLeft, scrollWidth, clientWidth } = target;
  const left = Math.abs(scrollLeft);
  return (key === 'ArrowLeft' && left > 1) || (key === 'ArrowRight' && left < scrollWidth - clientWidth - 1);
}

const messageOf = (target: EventTarget | null) =>
  (target as Element | null)?.closest<HTMLElement>('.message') ?? null;

const isWriting = (target: EventTarget | null) =>
  (target as Element).matches('textarea, input:not([type=range])');

/** What plays has keys of its own; Esc leads back to the message. */
const hasOwnKeys = (target: EventTarget | null) => (target as Element).matches('input, audio, video');
