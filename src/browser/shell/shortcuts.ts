/** Keys that work everywhere in the chat, and the buttons that do the same. */
import { onceThere, withLater } from './later.js';
import type { GoKeys } from './go-keys.js';
import { holdTyping } from './held-typing.js';
import type { Leading } from './leading.js';
import type { Shell } from './shell.js';
import { watchTypingAnywhere } from './typing-anywhere.js';

export class Shortcuts {
  private go: GoKeys | undefined;

  constructor(
    private readonly shell: Shell,
    private readonly leading: Leading,
  ) {
    // Before a message takes the second key for one of its own.
    document.addEventListener('keydown', (event) => this.going(event), { capture: true });
    document.addEventListener('keydown', (event) => this.pressed(event));
    onceThere(({ GoKeys }) => (this.go = new GoKeys((href) => leading.visit(href))));
    watchTypingAnywhere(() => !leading.isOnTheWay);
    document.addEventListener('click', ({ target }) => {
      const { shows } = (target as Element).closest<HTMLElement>('[data-shows]')?.dataset ?? {};
      if (shows === 'switcher') this.openSwitcher();
      if (shows === 'keyboard') this.openHelp();
    });
  }

  private going(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented || !this.go?.pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    if (isSwitch(event)) {
      event.preventDefault();
      this.openSwitcher();
    } else if (event.key === '?' && !isWriting(event.target as Element)) {
      event.preventDefault();
      this.openHelp();
    }
  }

  private openSwitcher(): void {
    const open = document.querySelector<HTMLDialogElement>('dialog.switcher[open]');
    if (open) return open.close();
    document.querySelector<HTMLElement>('#rooms:popover-open')?.hidePopover();
    const visit = (href: string) => this.leading.visit(href);
    const typed = holdTyping();
    withLater(({ Switcher, askToMake, may, startGroup }) => {
      const { people, room } = this.shell.visit ?? {};
      const here = room && { address: room.session.room.address, lastSeq: room.lastSeq };
      const go = (href: string) => this.leading.go(href);
      const makes = {
        room: may('rooms') ? (name: string) => askToMake(name, visit) : undefined,
        group: may('groups') ? (names: string) => startGroup(names, visit) : undefined,
      };
      new Switcher(
        this.shell.rooms.all,
        people?.others ?? [],
        this.shell.ignoring.has,
        go,
        makes,
        typed(),
        here,
      );
    }, typed);
  }

  private openHelp(): void {
    withLater(({ showKeyboardHelp }) => showKeyboardHelp());
  }
}

/** By its place, too: on a Cyrillic keyboard the key writes another letter. */
const isSwitch = ({ ctrlKey, metaKey, shiftKey, altKey, code, key }: KeyboardEvent) =>
  (ctrlKey || metaKey) && !shiftKey && !altKey && (key.toLowerCase() === 'k' || code === 'KeyK');

/** A field with something in it: there `?` is a question mark. */
function isWriting(element: Element): boolean {
  const field = element.closest<HTMLInputElement>('input, textarea, select, [contenteditable]');
  return field !== null && (field.id !== 'text' || field.value !== '');
}
