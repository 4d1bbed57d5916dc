/** The listbox of a combobox: the field keeps the focus, the arrows move the choice (ARIA Authoring Practices, Combobox). */

export interface Option {
  text: string;
  hint?: string;
  /** An emoji or its picture, `#`, or a person's initials. */
  sign?: string | Node;
  /** The class of the sign: a person's tint. */
  tint?: string;
  /** Stands below a line: it is of another kind than those above. */
  isApart?: boolean;
  take(): void;
}

export class Options {
  private options: Option[] = [];
  private chosen = -1;

  constructor(
    private readonly list: HTMLElement,
    private readonly field: HTMLElement,
  ) {
    list.setAttribute('role', 'listbox');
    field.setAttribute('aria-controls', list.id);
    field.setAttribute('aria-autocomplete', 'list');
    // Not `click`: the field would lose the focus before.
    list.addEventListener('pointerdown', (event) => event.preventDefault());
    list.addEventListener('click', ({ target }) => {
      const index = [...list.children].indexOf((target as Element).closest('[role=option]')!);
      this.options[index]?.take();
    });
  }

  get isOpen(): boolean {
    return this.options.length > 0;
  }

  /** Whether the arrows have chosen one. */
  get hasChoice(): boolean {
    return this.chosen >= 0;
  }

  show(options: Option[], chosen = -1): void {
    // At every key: there is nothing to do.
    if (options.length === 0 && this.list.hidden) return;
    this.options = options;
    this.list.replaceChildren(...options.map((option, index) => element(option, `${this.list.id}-${index}`)));
    this.list.hidden = options.length === 0;
    this.choose(options.length > 0 ? chosen : -1);
  }

  close(): void {
    this.show([]);
  }

  move(step: 1 | -1): void {
    const count = this.options.length;
    this.choose(this.hasChoice ? (this.chosen + step + count) % count : step === 1 ? 0 : count - 1);
  }

  /** The chosen one, or the first. */
  take(): void {
    this.options[Math.max(this.chosen, 0)]?.take();
  }

  private choose(index: number): void {
    this.chosen = index;
    [...this.list.children].forEach((row, at) => row.setAttribute('aria-selected', String(at === index)));
    const row = this.list.children[index];
    row?.scrollIntoView({ block: 'nearest' });
    if (row) this.field.setAttribute('aria-activedescendant', row.id);
    else this.field.removeAttribute('aria-activedescendant');
  }
}

function element({ text, hint, sign, tint, isApart = false }: Option, id: string): HTMLElement {
  const row = document.createElement('li');
  row.id = id;
  row.className = isApart ? 'item option is-apart' : 'item option';
  row.setAttribute('role', 'option');
  if (sign !== undefined) {
    const mark = row.appendChild(document.createElement('span'));
    mark.className = tint === undefined ? 'option-sign' : `avatar avatar-small ${tint}`;
    mark.setAttribute('aria-hidden', 'true');
    mark.append(sign);
  }
  const name = row.appendChild(document.createElement('bdi'));
  name.className = 'cut';
  name.textContent = text;
  if (hint) {
    const about = row.appendChild(document.createElement('span'));
    about.className = 'hint cut';
    about.textContent = hint;
  }
  return row;
}
