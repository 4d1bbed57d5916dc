/** People who are chosen by their names, several: what is typed is completed, each choice stands as a button that takes it back. */
import type { PersonView } from '../../shared/presence.js';
import { Refusal } from '../ui/api.js';
import { isolated } from '../ui/isolated.js';
import { t } from '../ui/page-texts.js';
import { findPeople } from './people-source.js';

let pickers = 0;

export class PeoplePicker {
  readonly element = document.createElement('div');
  private readonly input = document.createElement('input');
  private readonly offered = document.createElement('datalist');
  private readonly list = document.createElement('div');
  private readonly hint = document.createElement('p');
  private found: PersonView[] = [];
  private readonly chosen = new Map<number, PersonView>();
  private looking = Promise.resolve();

  /** `names`: usernames from the first, as they stand in a field. */
  constructor(label: string, names = '') {
    this.element.className = 'people-picker';
    const field = document.createElement('label');
    field.className = 'field';
    this.offered.id = `picker-${++pickers}`;
    this.list.className = 'actions chosen-people';
    this.list.setAttribute('aria-live', 'polite');
    this.hint.className = 'hint';
    this.hint.setAttribute('role', 'status');
    Object.assign(this.input, { autocomplete: 'off', spellcheck: false, dir: 'auto', enterKeyHint: 'next' });
    this.input.setAttribute('list', this.offered.id);
    this.input.setAttribute('autocapitalize', 'none');
    field.append(label, this.input);
    this.element.append(field, this.offered, this.hint, this.list);
    this.input.addEventListener('input', () => this.read());
    this.input.addEventListener('keydown', (event) => this.pressed(event));
    this.input.value = names;
    if (names) this.read(true);
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
    this.read(true);
    await this.looking;
    const name = this.input.value.trim();
    if (name) throw new Refusal(t('There is nobody called {{name}}.', { name: isolated(name) }));
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Backspace' && !this.input.value)
      this.list.querySelector<HTMLElement>(':scope > :last-child')?.click();
    if (event.key !== 'Enter' || event.isComposing || !this.input.value.trim()) return;
    // Not yet the end of the form.
    event.preventDefault();
    this.read();
    void this.looking.then(() => {
      const [best] = this.found;
      if (best) this.choose(best);
      else if (this.input.value) this.hint.textContent = t('Nobody matches. Try a shorter part of the name.');
    });
  }

  /** One name is completed; of several, and at the end, those are chosen that somebody has. */
  private read(isAll = false): void {
    const typed = this.input.value;
    this.hint.textContent = '';
    if (isAll || /[,;]/.test(typed)) this.looking = this.looking.then(() => this.chooseNamed(typed));
    else this.looking = this.complete(typed.trim().replace(/^@/, ''));
  }

  private async complete(name: string): Promise<void> {
    const named = this.found.find(({ username }) => username === name);
    if (named) return this.choose(named);
    const found = name ? await findPeople(name).catch(() => []) : [];
    if (this.input.value.trim().replace(/^@/, '') !== name) return;
    this.found = found.filter(({ id }) => !this.chosen.has(id));
    this.offered.replaceChildren(
      ...this.found.map(({ username, name }) => new Option(name === username ? '' : name, username)),
    );
  }

  private async chooseNamed(typed: string): Promise<void> {
    const unknown: string[] = [];
    for (const name of typed.split(/[\s,;]+/u).flatMap((name) => name.replace(/^@/, '') || [])) {
      const people = await findPeople(name).catch(() => []);
      const person = people.find(({ username }) => username.toLowerCase() === name.toLowerCase());
      if (person) this.add(person);
      else unknown.push(name);
    }
    // What was typed on meanwhile stays.
    const { value } = this.input;
    if (value.startsWith(typed)) this.input.value = unknown.join(' ') + value.slice(typed.length);
  }

  private choose(person: PersonView): void {
    this.input.value = '';
    this.add(person);
  }

  private add(person: PersonView): void {
    this.found = [];
    this.offered.replaceChildren();
    if (this.chosen.has(person.id)) return;
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
      chip.remove();
      this.input.focus();
    });
    this.list.append(chip);
  }
}
