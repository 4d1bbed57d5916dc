/** People who are chosen by their names, several: what is typed is completed, each choice stands as a button that takes it back. */
import type { PersonView } from '../../shared/presence.js';
import { t } from '../ui/page-texts.js';
import { findPeople } from './people-source.js';

let pickers = 0;

export class PeoplePicker {
  readonly element = document.createElement('div');
  private readonly input = document.createElement('input');
  private readonly offered = document.createElement('datalist');
  private readonly list = document.createElement('div');
  private found: PersonView[] = [];
  private readonly chosen = new Map<number, PersonView>();

  constructor(label: string) {
    this.element.className = 'people-picker';
    const field = document.createElement('label');
    field.className = 'field';
    this.offered.id = `picker-${++pickers}`;
    this.list.className = 'people-chips';
    this.list.setAttribute('aria-live', 'polite');
    Object.assign(this.input, { autocomplete: 'off', spellcheck: false, dir: 'auto' });
    this.input.setAttribute('list', this.offered.id);
    this.input.setAttribute('autocapitalize', 'none');
    field.append(label, this.input);
    this.element.append(field, this.offered, this.list);
    this.input.addEventListener('input', () => void this.typed());
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !this.input.value.trim()) return;
      // Not yet the end of the form.
      event.preventDefault();
      void this.typed().then(() => {
        const [best] = this.found;
        if (best) this.choose(best);
      });
    });
  }

  get userIds(): number[] {
    return [...this.chosen.keys()];
  }

  private async typed(): Promise<void> {
    const text = this.input.value.trim().replace(/^@/, '');
    const named = this.found.find(({ username }) => username === text);
    if (named) return this.choose(named);
    const found = text ? await findPeople(text).catch(() => []) : [];
    if (this.input.value.trim().replace(/^@/, '') !== text) return;
    this.found = found.filter(({ id }) => !this.chosen.has(id));
    this.offered.replaceChildren(
      ...this.found.map(({ username, name }) => new Option(name === username ? '' : name, username)),
    );
  }

  private choose(person: PersonView): void {
    this.chosen.set(person.id, person);
    this.input.value = '';
    this.found = [];
    this.offered.replaceChildren();
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
