/** The field of the search: filters that are finished become pills before it, and what is being typed is completed. */
import type { SearchListed } from '../../shared/room-page.js';
import { pillLook } from '../../shared/rules/pill-look.js';
import { inBox, inQuery, type Pill, pillOf } from '../../shared/rules/search-form.js';
import type { FilterKey } from '../../shared/rules/search-filters.js';
import { filterText, parseQuery, withFilter, withoutPlaces } from '../../shared/rules/search-query.js';
import type { KnownRooms } from '../core/known-rooms.js';
import { type Option, Options } from '../ui/options.js';
import { KnownFaces } from './known-faces.js';
import { renderPill } from './templates.js';
import { Suggestions, type Typed, typedBefore } from './suggestions.js';

const language = document.documentElement.lang;

export class SearchBox {
  readonly field = document.getElementById('q') as HTMLInputElement;
  private readonly list = document.getElementById('search-pills')!;
  private readonly suggested = document.createElement('ul');
  private readonly options: Options;
  private readonly suggestions: Suggestions;
  private readonly faces: KnownFaces;
  private pills: Pill[];
  private turn = 0;

  constructor(
    private readonly listed: SearchListed,
    rooms: KnownRooms,
    /** Something else is asked; `isTyped`: by letters, of which more may come. */
    private readonly asks: (isTyped: boolean) => void,
  ) {
    this.pills = inBox(listed.q).pills;
    this.suggested.id = 'search-options';
    this.suggested.className = 'floating search-options';
    this.suggested.setAttribute('aria-label', this.field.getAttribute('aria-label')!);
    this.suggested.hidden = true;
    this.field.form!.append(this.suggested);
    this.field.setAttribute('role', 'combobox');
    this.field.setAttribute('aria-expanded', 'false');
    this.options = new Options(this.suggested, this.field);
    this.faces = new KnownFaces(listed.faces);
    this.suggestions = new Suggestions(listed.words, rooms, this.faces, {
      name: (name, typed) => this.begin(name, typed),
      value: (key, value, typed) => this.finish(key, value, typed),
    });
    this.watch();
  }

  /** All that is asked, in words. */
  get q(): string {
    return inQuery({ pills: this.pills, text: this.field.value });
  }

  show(q: string): void {
    const box = inBox(q);
    this.pills = box.pills;
    this.field.value = box.text;
    this.close();
    this.showPills();
  }

  /** Begins a filter, as if it were typed. */
  add(name: string): void {
    const { field } = this;
    const isApart = field.value === '' || /\s$/.test(field.value);
    field.value += `${isApart ? '' : ' '}${name}`;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    void this.look();
  }

  /** A field beside the box says this; nothing takes away what it said. */
  choose(key: FilterKey, value: string): void {
    const others = this.pills.filter((pill) => pill.key !== key || pill.not);
    const chosen = value && filterText(key, value);
    this.show(inQuery({ pills: [...others, ...(chosen ? [{ word: chosen }] : [])], text: this.field.value }));
  }

  /** What is typed and not finished yet is what it is. */
  settle(): void {
    this.close();
    this.takePills(() => true);
  }

  private watch(): void {
    const { field } = this;
    field.addEventListener('input', (event) => {
      if (event.isComposing) return;
      const isPill = this.takePills(({ end }) => /\s/.test(field.value.charAt(end)));
      void this.look();
      if (isPill || !typedBefore(field.value.slice(0, field.selectionEnd ?? 0))?.key) this.asks(!isPill);
    });
    field.addEventListener('keydown', (event) => this.pressed(event));
    field.addEventListener('blur', () => this.close());
    this.list.addEventListener('click', (event) => {
      const pill = (event.target as Element).closest('.search-remove')?.closest<HTMLElement>('.search-pill');
      if (!pill || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.remove([...this.list.children].indexOf(pill));
    });
    this.list.addEventListener('keydown', (event) => this.pressedOnPill(event));
  }

  private pressed(event: KeyboardEvent): void {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing } = event;
    if (isComposing || ctrlKey || metaKey || altKey) return;
    const isAtStart = this.field.selectionStart === 0 && this.field.selectionEnd === 0;
    const last = this.pills.length - 1;
    if (this.options.isOpen && this.takes(key, shiftKey)) return event.preventDefault();
    if (!isAtStart || last < 0 || shiftKey) return;
    if (key === 'Backspace') this.remove(last);
    else if (key === 'ArrowLeft') this.focusPill(last);
    else return;
    event.preventDefault();
  }

  private takes(key: string, isBackwards: boolean): boolean {
    if (key === 'ArrowDown') this.options.move(1);
    else if (key === 'ArrowUp') this.options.move(-1);
    else if (key === 'Escape') this.close();
    else if ((key === 'Tab' && !isBackwards) || (key === 'Enter' && this.options.hasChoice))
      this.options.take();
    else return false;
    return true;
  }

  private pressedOnPill(event: KeyboardEvent): void {
    const at = [...this.list.children].findIndex((pill) => pill.contains(event.target as Node));
    if (at === -1 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (['Backspace', 'Delete', 'Enter', ' '].includes(event.key)) this.remove(at);
    else if (event.key === 'ArrowLeft') this.focusPill(Math.max(0, at - 1));
    else if (event.key === 'ArrowRight' && at < this.pills.length - 1) this.focusPill(at + 1);
    else if (event.key === 'ArrowRight' || event.key === 'Escape') this.field.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private focusPill(index: number): void {
    this.list.querySelectorAll<HTMLElement>('.search-remove')[index]?.focus();
  }

  private remove(index: number): void {
    this.pills = this.pills.filter((_, at) => at !== index);
    this.showPills();
    this.field.focus();
    this.asks(false);
  }

  /** The filters of what is typed that are finished; whether there were any. */
  private takePills(isFinished: (place: { end: number }) => boolean): boolean {
    const { value } = this.field;
    const finished = parseQuery(value).filters.filter(isFinished);
    if (finished.length === 0) return false;
    this.pills = [...this.pills, ...finished.map((filter) => pillOf(filter, value))];
    this.field.value = withoutPlaces(value, finished);
    this.showPills();
    return true;
  }

  private showPills(): void {
    const box = { pills: this.pills, text: this.field.value };
    const { words } = this.listed;
    const looks = this.pills.map((pill) => pillLook(pill, box, words, language, this.faces));
    this.list.replaceChildren(...looks.map(renderPill));
    this.field.placeholder = this.pills.length === 0 ? this.field.getAttribute('aria-label')! : '';
    // Whoever stands on a pill goes on standing there.
    const isLeftAlone = () => !this.list.contains(document.activeElement);
    void this.faces.find(this.pills).then((isMore) => isMore && isLeftAlone() && this.showPills());
  }

  private async look(): Promise<void> {
    const turn = ++this.turn;
    const typed = typedBefore(this.field.value.slice(0, this.field.selectionEnd ?? 0));
    if (!typed) return this.close();
    this.offer(this.suggestions.of(typed));
    const more = await this.suggestions.later(typed);
    // Nothing is pulled away from under the arrows.
    if (turn === this.turn && more.length > 0 && !this.options.hasChoice) this.offer(more);
  }

  private offer(options: Option[]): void {
    this.options.show(options);
    this.field.setAttribute('aria-expanded', String(this.options.isOpen));
  }

  private close(): void {
    this.turn++;
    this.options.close();
    this.field.setAttribute('aria-expanded', 'false');
  }

  private begin(name: string, { start, not }: Typed): void {
    this.replace(start, `${not ? '-' : ''}${name}`);
    void this.look();
  }

  private finish(key: FilterKey, value: string, { start, not }: Typed): void {
    const before = inQuery({ pills: this.pills, text: '' });
    const word = filterText(key, value, not);
    this.pills = inBox(not ? `${before} ${word}` : withFilter(before, key, value)).pills;
    this.replace(start, '');
    this.close();
    this.showPills();
    this.asks(false);
  }

  private replace(start: number, text: string): void {
    const { field } = this;
    field.setRangeText(text, start, field.selectionEnd ?? field.value.length, 'end');
    field.focus();
  }
}
