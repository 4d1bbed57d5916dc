/** Chooses an emoji: the last used first, then all of them in their groups, or those a search finds. */
import { allEmojis, ownGroup } from './all-emojis.js';
import { type Emoji, searchEmojis } from './emoji.js';
import { moveAlways, movesAlways } from './moves-always.js';
import { mayMove } from './moving.js';
import { ownEmoji } from './own-emoji.js';
import { emojiNode, isShown } from './emoji-picture.js';
import { placeBeside } from '../ui/floating.js';
import { t } from '../ui/page-texts.js';
import { recentEmojis } from './recent-emojis.js';
import emojiPicker from '../../../views/emoji/emoji-picker.hbs';
import { elementOf } from '../ui/handlebars.js';

const perRow = 8;
/** What a search shows at most. */
const mostFound = 120;

const groupNames: Record<number, string> = {
  0: 'Smileys',
  1: 'People',
  3: 'Animals and nature',
  4: 'Food and drink',
  5: 'Travel and places',
  6: 'Activities',
  7: 'Objects',
  8: 'Symbols',
  9: 'Flags',
};

export class EmojiPicker {
  private readonly picker = elementOf(emojiPicker);
  private readonly search = this.picker.querySelector('input')!;
  private readonly list = this.picker.querySelector<HTMLElement>('.emoji-list')!;
  private readonly moving = this.picker.querySelector<HTMLElement>('.emoji-moving')!;
  private emojis: Emoji[] = [];
  private chosen: (emoji: string) => void = () => undefined;
  private opener: HTMLElement | null = null;

  constructor(
    parent: HTMLElement,
    /** What there is to choose from. */
    private readonly fetchEmojis = allEmojis,
  ) {
    parent.append(this.picker);
    this.search.addEventListener('input', () => this.show());
    this.picker.addEventListener('keydown', (event) => this.pressed(event));
    this.list.addEventListener('click', ({ target }) => {
      const button = (target as Element).closest('button');
      if (button) this.choose(button);
    });
    this.moving.addEventListener('click', () => {
      moveAlways(!movesAlways());
      this.offerMoving();
    });
    this.picker.addEventListener('toggle', (event) => {
      if (event.newState === 'closed') this.closed();
    });
  }

  /** Opens beside `anchor`; afterwards the focus returns to `opener`. */
  open(anchor: DOMRect, opener: HTMLElement | null, chosen: (emoji: string) => void): void {
    this.chosen = chosen;
    this.opener = opener;
    this.search.value = '';
    this.show();
    this.picker.showPopover();
    placeBeside(this.picker, anchor);
    // On a touch screen the keyboard would cover what there is to choose from.
    const isTouch = matchMedia('(pointer: coarse)').matches;
    (isTouch ? this.list : this.search).focus({ preventScroll: true });
    void this.load();
  }

  /** The server's own may be others than they were. */
  private async load(): Promise<void> {
    try {
      const emojis = await this.fetchEmojis();
      const isSame =
        emojis.length === this.emojis.length && emojis.every((each, at) => each === this.emojis[at]);
      this.emojis = emojis;
      if (!isSame) this.show();
    } catch {
      if (this.emojis.length > 0) return;
      this.list.append(sentence(t('The list of emojis could not be loaded. Open this again in a moment.')));
    }
  }

  private show(): void {
    const isSearch = this.search.value.trim() !== '';
    this.list.scrollTop = 0;
    this.list.replaceChildren(...(isSearch ? this.found() : this.all()));
    this.list.querySelector('button')?.setAttribute('tabindex', '0');
    this.offerMoving();
  }

  /** Where some of the server's own move. */
  private offerMoving(): void {
    this.moving.hidden = !mayMove() || ![...ownEmoji.values()].some(({ moves }) => moves);
    this.moving.textContent = movesAlways() ? t('Let ours stand still') : t('Let ours always move');
  }

  private found(): HTMLElement[] {
    const found = searchEmojis(this.emojis, this.search.value).slice(0, mostFound);
    return found.length > 0 ? [grid(found)] : [sentence(t('Nothing found. Try another word.'))];
  }

  private all(): HTMLElement[] {
    const byEmoji = new Map(this.emojis.map((entry) => [entry.emoji, entry]));
    const recent = recentEmojis
      .list()
      .filter(isShown)
      .map((emoji) => byEmoji.get(emoji) ?? { emoji, name: emoji });
    const group = (wanted: number, name: string) => {
      const members = this.emojis.filter((entry) => entry.group === wanted);
      return members.length > 0 ? [heading(name), grid(members)] : [];
    };
    const groups = Object.entries(groupNames).flatMap(([number, name]) => group(Number(number), t(name)));
    return [heading(t('Recently used')), grid(recent), ...group(ownGroup, t('Ours')), ...groups];
  }

  private pressed(event: KeyboardEvent): void {
    const buttons = [...this.list.querySelectorAll('button')];
    const focused = document.activeElement as HTMLElement;
    const index = buttons.indexOf(focused as HTMLButtonElement);
    if (event.key === 'Enter' && focused === this.search && !event.isComposing) {
      event.preventDefault();
      if (buttons[0]) this.choose(buttons[0]);
      return;
    }
    const next = index === -1 ? (event.key === 'ArrowDown' ? 0 : undefined) : target(event.key, index);
    if (next === undefined) return;
    event.preventDefault();
    const button = buttons[Math.min(next, buttons.length - 1)];
    if (next < 0) this.search.focus();
    else button?.focus();
  }

  private choose(button: HTMLButtonElement): void {
    this.picker.hidePopover();
    this.chosen(button.value);
  }

  private closed(): void {
    if (this.picker.contains(document.activeElement) || document.activeElement === document.body)
      this.opener?.focus({ preventScroll: true });
    this.opener = null;
  }
}

/** Where an arrow leads from a place in the grid; above the first row is the search. */
function target(key: string, index: number): number | undefined {
  if (key === 'ArrowRight') return index + 1;
  if (key === 'ArrowLeft') return index - 1;
  if (key === 'ArrowDown') return index + perRow;
  if (key === 'ArrowUp') return index - perRow;
  return undefined;
}

function heading(text: string): HTMLElement {
  const element = document.createElement('h2');
  element.textContent = text;
  return element;
}

function sentence(text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = 'hint';
  element.textContent = text;
  return element;
}

function grid(emojis: Pick<Emoji, 'emoji' | 'name'>[]): HTMLElement {
  const element = document.createElement('div');
  element.className = 'emoji emoji-grid';
  for (const { emoji, name } of emojis) {
    const button = document.createElement('button');
    button.type = 'button';
    button.tabIndex = -1;
    button.value = emoji;
    button.append(emojiNode(emoji));
    button.title = name;
    button.setAttribute('aria-label', name);
    element.append(button);
  }
  return element;
}
