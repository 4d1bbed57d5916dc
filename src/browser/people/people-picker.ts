/** People who are chosen by their names, several: what is typed is completed, each choice stands as a button that takes it back. */
import type { UserView } from '../../shared/people.js';
import { Refusal } from '../ui/api.js';
import { isolated } from '../ui/isolated.js';
import { t } from '../ui/page-texts.js';
import { findPeople } from './people-source.js';

let pickers = 0;

interface Choice {
  /** Usernames from the first, as they stand in a field. */
  names?: string;
  /** Who is looked among; by a part of their names. */
  find?: (query: string) => Promise<UserView[]>;
  /** Who is offered before anything is typed. */
  first?: UserView[];
  /** Whoever is chosen takes the place of whoever was. */
  isOne?: boolean;
  /** What holds where nobody is chosen. */
  placeholder?: string;
  /** That nobody is called so. */
  nobody?: (name: string) => string;
}

export class PeoplePicker {
  readonly element = document.createElement('div');
  private readonly input = document.createElement('input');
  private readonly offered = document.createElement('datalist');
  private readonly list = document.createElement('div');
  private readonly hint = document.createElement('p');
  private found: UserView[] = [];
  private readonly chosen = new Map<number, UserView>();
  private looking = Promise.resolve();

  constructor(
    label: string,
    private readonly choice: Choice = {},
  ) {
    const { names = '', placeholder = '' } = choice;
    this.element.className = 'people-picker';
    const field = document.createElement('label');
    field.className = 'field';
    this.offered.id = `picker-${++pickers}`;
    this.list.className = 'actions chosen-people';
    this.list.setAttribute('aria-live', 'polite');
    this.hint.className = 'hint';
    this.hint.setAttribute('role', 'status');
    Object.assign(this.input, {
      autocomplete: 'off',
      spellcheck: false,
      dir: 'auto',
      enterKeyHint: 'next',
      placeholder,
    });
    this.input.setAttribute('list', this.offered.id);
    this.input.setAttribute('autocapitalize', 'none');
    field.append(label, this.input);
    this.element.append(field, this.offered, this.hint, this.list);
    this.input.addEventListener('input', (event) => this.read({ isChosen: !isTyping(event) }));
    this.input.addEventListener('keydown', (event) => this.pressed(event));
    this.input.value = names;
    if (names) this.read({ isAll: true });
    this.offer(choice.first ?? []);
  }

  get userIds(): number[] {
    return [...this.chosen.keys()];
  }

  /** What a form sends that has no scripts: usernames, whatever is still typed among them. */
  get names(): string {
    return [...[...this.chosen.values()].map(({ username }) => username), this.input.value].join(' ');
  }

  /** What is typed to its end is chosen, too: not everybody presses Enter after the last name. Rejects for a name that nobody has. */
  async settled(): Promise<void> {
    this.read({ isAll: true });
    await this.looking;
    const name = this.input.value.trim();
    const { nobody = noSuchPerson } = this.choice;
    if (name) throw new Refusal(nobody(isolated(name)));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Backspace' && !this.input.value)
      this.list.querySelector<HTMLElement>(':scope > :last-child')?.click();
    if (event.key !== 'Enter' || event.isComposing || !this.input.value.trim()) return;
    // Not yet the end of the form.
    event.preventDefault();
    this.read({ isChosen: true });
    void this.looking.then(() => {
      const [best] = this.found;
      // What was typed to its end is chosen by now.
      if (!this.input.value.trim()) return;
      if (best) this.choose(best);
      else this.hint.textContent = t('Nobody matches. Try a shorter part of the name.');
    });
  }

  /** One name is completed; of several, and at the end, those are chosen that somebody has. */
  private read({ isAll = false, isChosen = false }): void {
    const typed = this.input.value;
    this.hint.textContent = '';
    if (isAll || /[,;]/.test(typed)) this.looking = this.looking.then(() => this.chooseNamed(typed));
    else this.looking = this.complete(typed.trim().replace(/^@/, ''), isChosen);
  }

  private async complete(name: string, isChosen: boolean): Promise<void> {
    const named = isChosen && this.found.find(({ username }) => username === name);
    if (named) return this.choose(named);
    const found = name ? await this.find(name) : (this.choice.first ?? []);
    if (this.input.value.trim().replace(/^@/, '') === name) this.offer(found);
  }

  private find(name: string): Promise<UserView[]> {
    return (this.choice.find ?? findPeople)(name).catch(() => []);
  }

  private offer(people: UserView[]): void {
    this.found = people.filter(({ id }) => !this.chosen.has(id));
    this.offered.replaceChildren(
      ...this.found.map(({ username, name }) => new Option(name === username ? '' : name, username)),
    );
  }

  private async chooseNamed(typed: string): Promise<void> {
    const unknown: string[] = [];
    for (const name of typed.split(/[\s,;]+/u).flatMap((name) => name.replace(/^@/, '') || [])) {
      const people = await this.find(name);
      const person = people.find(({ username }) => username.toLowerCase() === name.toLowerCase());
      if (person) this.add(person);
      else unknown.push(name);
    }
    // What was typed on meanwhile stays.
    const { value } = this.input;
    if (value.startsWith(typed)) this.input.value = unknown.join(' ') + value.slice(typed.length);
  }

  private choose(person: UserView): void {
    this.input.value = '';
    this.add(person);
  }

  private add(person: UserView): void {
    if (!this.chosen.has(person.id)) this.addNew(person);
    this.offer(this.choice.first ?? []);
  }

  private addNew(person: UserView): void {
    if (this.choice.isOne) {
      this.chosen.clear();
      this.list.replaceChildren();
    }
    this.input.placeholder = '';
    this.chosen.set(person.id, person);
    const chip = document.createElement('button');
    Object.assign(chip, {
      type: 'button',
      className: 'button button-quiet',
      textContent: `${person.name} ×`,
    });
    chip.setAttribute('aria-label', t('Take {{name}} out again', { name: person.name }));
    chip.addEventListener('click', () => {
      this.chosen.delete(person.id);
      this.input.placeholder = this.choice.placeholder ?? '';
      chip.remove();
      this.input.focus();
    });
    this.list.append(chip);
  }
}

/** By keys, and not by choosing from what is offered: a name can begin another one. */
const isTyping = (event: Event): boolean =>
  /^(insertText|insertComposition|delete)/.test((event as Partial<InputEvent>).inputType ?? '');

const noSuchPerson = (name: string) => t('There is nobody called {{name}}.', { name });
