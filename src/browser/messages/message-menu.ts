/** The menu of a message: what the reader may do with it. */
import { findSaved, isKnownSaved } from '../keeping/saved.js';
import { placeBeside } from '../ui/floating.js';
import { idOf } from './message-element.js';
import { render } from './tool-templates.js';

export const actionNames = [
  'react',
  'reply',
  'thread',
  'writePrivately',
  'save',
  'remind',
  'pin',
  'edit',
  'markUnread',
  'copyLink',
  'copyText',
  'describe',
  'versions',
  'hidePreview',
  'report',
  'delete',
] as const;
export type ActionName = (typeof actionNames)[number];
export type Actions = Record<ActionName, (element: HTMLElement, anchor: DOMRect) => void>;

export class MessageMenu {
  private readonly menu = render.messageMenu();
  private message: HTMLElement | null = null;
  private anchor = new DOMRect();

  constructor(
    parent: HTMLElement,
    private readonly actions: Actions,
    /** What may be done with a message. */
    private readonly allowed: (element: HTMLElement) => ActionName[],
  ) {
    parent.append(this.menu);
    this.menu.addEventListener('click', ({ target }) => {
      const item = (target as Element).closest<HTMLElement>('[data-do]');
      if (item) this.choose(item.dataset.do as ActionName);
    });
    this.menu.addEventListener('keydown', (event) => this.pressed(event));
    this.menu.addEventListener('toggle', (event) => {
      const isClosed = event.newState === 'closed';
      if (!isClosed) return;
      this.message?.classList.remove('has-menu');
      if (this.menu.contains(document.activeElement) || document.activeElement === document.body)
        this.message?.focus({ preventScroll: true });
    });
  }

  open(message: HTMLElement, anchor: DOMRect): void {
    const allowed = this.allowed(message);
    if (allowed.length === 0) return;
    this.message = message;
    this.anchor = anchor;
    message.classList.add('has-menu');
    for (const item of this.items()) item.hidden = !allowed.includes(item.dataset.do as ActionName);
    this.say('thread', message.matches('[data-thread], :has(> .replies)'));
    this.say('pinned', message.matches(':has(.pinned)'));
    if (allowed.includes('save')) this.sayIfSaved(message);
    this.menu.showPopover();
    placeBeside(this.menu, anchor);
    this.shown()[0]?.focus({ preventScroll: true });
  }

  /** Items say what they do now: of two labels the one for this state is shown. */
  private say(state: string, isSo: boolean): void {
    for (const label of this.menu.querySelectorAll<HTMLElement>(`[data-when$="${state}"]`))
      label.hidden = (label.dataset.when === state) !== isSo;
  }

  private sayIfSaved(message: HTMLElement): void {
    const id = idOf(message);
    this.say('saved', isKnownSaved(id));
    findSaved(id).then(
      (mark) => this.message === message && this.say('saved', mark !== null),
      () => undefined,
    );
  }

  private choose(action: ActionName): void {
    const { message, anchor } = this;
    // The focus goes back first: what is opened now takes it from there.
    message?.focus({ preventScroll: true });
    this.menu.hidePopover();
    if (message) this.actions[action](message, anchor);
  }

  private pressed(event: KeyboardEvent): void {
    const items = this.shown();
    const index = items.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items.at(next % items.length)?.focus();
  }

  private items = () => [...this.menu.querySelectorAll<HTMLElement>('[data-do]')];

  private shown = () => this.items().filter(({ hidden }) => !hidden);
}
