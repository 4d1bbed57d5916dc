/** Keys that work everywhere in the chat, and the buttons that do the same. */
import { askToMake } from '../rooms/room-making.js';
import { showKeyboardHelp } from './keyboard-help.js';
import type { Navigation } from './navigation.js';
import type { Shell } from './shell.js';
import { Switcher } from './switcher.js';
import { watchTypingAnywhere } from './typing-anywhere.js';

export class Shortcuts {
  constructor(
    private readonly shell: Shell,
    private readonly navigation: Navigation,
  ) {
    document.addEventListener('keydown', (event) => this.pressed(event));
    watchTypingAnywhere(() => !navigation.isOnTheWay);
    document.addEventListener('click', ({ target }) => {
      const { shows } = (target as Element).closest<HTMLElement>('[data-shows]')?.dataset ?? {};
      if (shows === 'switcher') this.openSwitcher();
      if (shows === 'keyboard') showKeyboardHelp();
    });
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.defaultPrevented) return;
    if (isSwitch(event)) {
      event.preventDefault();
      this.openSwitcher();
    } else if (event.key === '?' && !isWriting(event.target as Element)) {
      event.preventDefault();
      showKeyboardHelp();
    }
  }

  private openSwitcher(): void {
    const open = document.querySelector<HTMLDialogElement>('dialog.switcher[open]');
    if (open) return open.close();
    document.querySelector<HTMLElement>('#rooms:popover-open')?.hidePopover();
    const visit = (href: string) => this.navigation.visit(new URL(href, location.href).href);
    new Switcher(this.shell.rooms.all, this.shell.visit?.people.others ?? [], visit, (name) =>
      askToMake(name, visit),
    );
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
