/** Messages by keyboard: one of them is in the tab order; the arrows lead to its neighbours, letters and Enter to its actions. */
import type { MessageList } from './message-list.js';
import type { ActionName } from './message-menu.js';
import type { Scroller } from '../ui/scroller.js';

interface Chosen {
  menu(element: HTMLElement): void;
  act(action: ActionName, element: HTMLElement): void;
}

/** By their place on the keyboard: in another alphabet the same keys write other letters. */
const actionKeys: Record<string, ActionName> = {
  KeyE: 'edit',
  KeyR: 'react',
  KeyC: 'copyLink',
  Delete: 'delete',
};

export class MessageKeys {
  private current: HTMLElement | null = null;

  constructor(
    log: HTMLElement,
    private readonly messages: MessageList,
    private readonly scroller: Scroller,
    private readonly chosen: Chosen,
  ) {
    messages.decorate((element) => this.prepare(element));
    this.moveTo(this.last());
    log.addEventListener('focusin', ({ target }) => this.moveTo(messageOf(target)));
    log.addEventListener('keydown', (event) => this.pressed(event));
    // New messages: unless the reader stands on one, Tab leads to the last.
    new MutationObserver(() => {
      if (!log.contains(document.activeElement) || !this.current?.isConnected) this.moveTo(this.last());
    }).observe(log, { childList: true });
  }

  private prepare(element: HTMLElement): void {
    if (!this.messages.of(element)) return;
    const isCurrent = element === this.current;
    element.tabIndex = isCurrent ? 0 : -1;
    for (const part of element.querySelectorAll<HTMLElement>(
      '.message-time, .starts > .message-head .author, .reactions button',
    ))
      part.tabIndex = isCurrent ? 0 : -1;
  }

  private moveTo(element: HTMLElement | null | undefined): void {
    if (!element || element === this.current || !this.messages.of(element)) return;
    const before = this.current;
    this.current = element;
    if (before) this.prepare(before);
    this.prepare(element);
  }

  private last = () => this.messages.inRoom().at(-1);

  private pressed(event: KeyboardEvent): void {
    const element = event.target as HTMLElement;
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (element !== this.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actionKeys[event.code];
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.step(event.key === 'ArrowUp' ? -1 : 1);
    else if (event.key === 'Enter' || isMenuKey) this.chosen.menu(element);
    else if (action) this.chosen.act(action, element);
    else return;
    event.preventDefault();
  }

  private step(by: number): void {
    const all = this.messages.inRoom();
    const next = all[all.indexOf(this.current!) + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    this.scroller.reveal(next);
  }
}

const messageOf = (target: EventTarget | null) =>
  (target as Element | null)?.closest<HTMLElement>('.message');
