/** G, and where to: A for activity, L for the lobby, P for people, S for the search, D for a day of the room. Where what is typed goes into the message field, a G that leads nowhere does, too. */
import { activityPath, lobbyPath, peopleListPath, searchPath } from '../../shared/paths.js';
import { fieldFor } from './typing-anywhere.js';

/** Milliseconds for which the second key is waited for. */
const patience = 1_000;

/** By their places: on a Cyrillic keyboard these keys write other letters. */
const places: Record<string, string> = {
  KeyA: activityPath,
  KeyL: lobbyPath,
  KeyP: peopleListPath(),
  KeyS: searchPath,
};

export class GoKeys {
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private first: KeyboardEvent | undefined;

  constructor(private readonly visit: (href: string) => void) {}

  /** Whether the key was one of these, and meant for nothing else. */
  pressed(event: KeyboardEvent): boolean {
    const { ctrlKey, metaKey, altKey, shiftKey, code } = event;
    if (ctrlKey || metaKey || altKey || shiftKey || isMeantElsewhere(event)) return this.giveBack();
    if (!this.first) return code === 'KeyG' && this.begin(event);
    const [place, jump] = [
      places[code],
      code === 'KeyD' && document.querySelector<HTMLElement>('[data-jump]'),
    ];
    if (place === undefined && !jump) return this.giveBack();
    this.end();
    if (jump) jump.click();
    else this.visit(place!);
    return true;
  }

  private begin(event: KeyboardEvent): true {
    this.first = event;
    this.waiting = setTimeout(() => this.giveBack(), patience);
    return true;
  }

  private end(): KeyboardEvent | undefined {
    clearTimeout(this.waiting);
    const { first } = this;
    this.first = undefined;
    return first;
  }

  /** It led nowhere: somebody began to write. */
  private giveBack(): false {
    const first = this.end();
    const field = first && fieldFor(first);
    if (!field) return false;
    field.focus({ preventScroll: true });
    field.setRangeText(first.key, field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return false;
  }
}

const isMeantElsewhere = ({ target }: Event): boolean =>
  (target as Element).closest(
    'input, textarea, select, [contenteditable], [role=menu], .room-lists, dialog',
  ) !== null;
