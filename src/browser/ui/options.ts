/** The listbox of a combobox: the field keeps the focus, the arrows move the choice (ARIA Authoring Practices, Combobox). */

export interface Option {
  /** A name, or all that it shows beside its sign. */
  text: string | Node;
  hint?: string;
  /** An emoji or its picture, `#`, or a person's initials. */
  sign?: string | Node;
  /** The class of the sign: a person's tint. */
  tint?: string;
  /** Stands below a line: it is of another kind than those above. */
  isApart?: boolean;
  /** The title under which it stands, with its neighbours of the same. */
  section?: string;
  /** Stands beside that title, not below it. */
  isBesideTitle?: boolean;
  /** The same for what is the same, whatever else a list shows. */
  key?: string;
  take(): void;
}

export class Options {
  private options: Option[] = [];
  private rows: HTMLElement[] = [];
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
      const index = this.rows.indexOf((target as Element).closest<HTMLElement>('[role=option]')!);
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

  /** Of the one that is chosen. */
  get chosenKey(): string | undefined {
    return this.options[this.chosen]?.key;
  }

  /** `isMore`: of what was shown before, where somebody may have scrolled. */
  show(options: Option[], chosen = -1, isMore = false): void {
    // At every key: there is nothing to do.
    if (options.length === 0 && this.list.hidden) return;
    const { scrollTop } = this.list;
    const { chosenKey } = this;
    this.options = options;
    this.rows = options.map((option, index) => element(option, `${this.list.id}-${index}`));
    this.list.replaceChildren(...inSections(options, this.rows));
    this.list.hidden = options.length === 0;
    this.choose(options.length > 0 ? chosen : -1);
    if (isMore && chosenKey === this.chosenKey) this.list.scrollTop = scrollTop;
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
    this.rows.forEach((row, at) => row.setAttribute('aria-selected', String(at === index)));
    const row = this.rows[index];
    row?.scrollIntoView({ block: 'nearest' });
    if (row) this.field.setAttribute('aria-activedescendant', row.id);
    else this.field.removeAttribute('aria-activedescendant');
  }
}

function inSections(options: Option[], rows: HTMLElement[]): HTMLElement[] {
  const shown: HTMLElement[] = [];
  for (const [index, row] of rows.entries()) {
    const { section } = options[index]!;
    if (section !== undefined && section !== options[index - 1]?.section) shown.push(sectionElement(section));
    if (section === undefined) shown.push(row);
    else shown.at(-1)!.lastElementChild!.append(row);
  }
  return shown;
}

/** A listbox has options and groups of them, nothing else: the title is read out as the group's name. */
function sectionElement(name: string): HTMLElement {
  const section = document.createElement('li');
  section.className = 'option-section';
  section.setAttribute('role', 'none');
  const title = section.appendChild(document.createElement('span'));
  title.className = 'list-title';
  title.setAttribute('aria-hidden', 'true');
  title.textContent = name;
  const group = section.appendChild(document.createElement('ul'));
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', name);
  return section;
}

function element(option: Option, id: string): HTMLElement {
  const { text, hint, sign, tint, section, isApart = false, isBesideTitle = false } = option;
  const row = document.createElement('li');
  row.id = id;
  row.className = 'item option';
  row.classList.toggle('is-apart', isApart);
  row.classList.toggle('is-beside-title', isBesideTitle);
  row.setAttribute('role', 'option');
  if (isBesideTitle && typeof text === 'string') row.setAttribute('aria-label', [section, text].join(': '));
  if (sign !== undefined) {
    const mark = row.appendChild(document.createElement('span'));
    mark.className = tint === undefined ? 'option-sign' : `avatar avatar-small ${tint}`;
    mark.setAttribute('aria-hidden', 'true');
    mark.append(sign);
  }
  row.append(typeof text === 'string' ? nameElement(text) : text);
  if (hint) {
    const about = row.appendChild(document.createElement('span'));
    about.className = 'hint cut';
    about.textContent = hint;
  }
  return row;
}

function nameElement(text: string): HTMLElement {
  const name = document.createElement('bdi');
  name.className = 'cut';
  name.textContent = text;
  return name;
}
