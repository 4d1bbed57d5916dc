/** The few actions that float at a message while the pointer or the focus is on it. */
import type { ActionName } from './message-menu.js';
import { emojiNode, isShown } from '../emoji/emoji-picture.js';
import { recentEmojis } from '../emoji/recent-emojis.js';
import { render } from './tool-templates.js';

interface Chosen {
  menu(element: HTMLElement, anchor: DOMRect): void;
  act(action: ActionName, element: HTMLElement, anchor: DOMRect): void;
  toggle(element: HTMLElement, emoji: string): void;
}

export class MessageToolbar {
  private readonly toolbar = render.messageToolbar();
  private isGoing = false;

  constructor(
    log: HTMLElement,
    private readonly chosen: Chosen,
    private readonly allowed: (element: HTMLElement) => ActionName[],
  ) {
    log.addEventListener('pointerover', (event) => {
      if (event.pointerType === 'mouse') this.showAt(messageOf(event.target));
    });
    log.addEventListener('focusin', ({ target }) => this.showAt(messageOf(target)));
    log.addEventListener('pointerleave', () => this.hide());
    log.addEventListener('focusout', ({ relatedTarget }) => {
      if (!log.contains(relatedTarget as Node | null) && !log.matches(':hover')) this.hide();
    });
    this.toolbar.addEventListener('click', ({ target }) => this.clicked(target as Element));
    // The pointer or the focus may have come before this was there.
    if (matchMedia('(hover: hover)').matches) this.showAt(log.querySelector<HTMLElement>('.message:hover'));
    if (log.contains(document.activeElement)) this.showAt(messageOf(document.activeElement));
  }

  private showAt(message: HTMLElement | null | undefined): void {
    if (!message || this.toolbar.parentElement === message) return;
    const allowed = this.allowed(message);
    if (allowed.length === 0) return this.hide();
    const quick = this.toolbar.querySelector<HTMLElement>('[data-quick]')!;
    const emoji = recentEmojis.list().find(isShown)!;
    quick.replaceChildren(emojiNode(emoji));
    quick.dataset.quick = emoji;
    for (const button of this.toolbar.querySelectorAll<HTMLElement>('[data-needs]'))
      button.hidden = !allowed.includes(button.dataset.needs as ActionName);
    message.append(this.toolbar);
  }

  /** One that has the focus loses it as it goes, and that is a reason to go, too. */
  private hide(): void {
    if (this.isGoing) return;
    this.isGoing = true;
    this.toolbar.remove();
    this.isGoing = false;
  }

  private clicked(target: Element): void {
    const button = target.closest('button');
    const message = messageOf(this.toolbar);
    if (!button || !message) return;
    const anchor = button.getBoundingClientRect();
    if (button.dataset.quick !== undefined) this.chosen.toggle(message, button.dataset.quick);
    else if (button.dataset.do === 'menu') this.chosen.menu(message, anchor);
    else this.chosen.act(button.dataset.do as ActionName, message, anchor);
  }
}

const messageOf = (target: EventTarget | null) =>
  (target as Element | null)?.closest<HTMLElement>('.message');
