/** Rows of people in one list. Those of people who stay are left alone, so that focus and pointer keep their place. */
import type { PersonView } from '../../shared/presence.js';
import { render } from './templates.js';

/** In a room they may be its keeper. */
type Shown = PersonView & { keeper?: boolean };

interface Row {
  element: HTMLElement;
  /** What it shows; undefined for one that came with the page. */
  look?: string;
}

export class PersonRows {
  private readonly rows = new Map<number, Row>();

  constructor(
    private readonly list: HTMLElement,
    private readonly myId: number,
  ) {
    for (const element of list.querySelectorAll<HTMLElement>('[data-user]'))
      this.rows.set(Number(element.dataset.user), { element });
  }

  show(people: Shown[]): void {
    const ids = new Set(people.map(({ id }) => id));
    for (const [id, { element }] of this.rows) {
      if (ids.has(id)) continue;
      element.remove();
      this.rows.delete(id);
    }
    people.forEach((person, index) => {
      const { element } = this.row(person);
      const at = this.list.children[index] ?? null;
      if (at !== element) this.list.insertBefore(element, at);
    });
  }

  private row(person: Shown): Row {
    const look = [
      person.username,
      person.name,
      person.picture,
      JSON.stringify(person.status),
      person.role,
      person.keeper,
      person.online,
      person.online || person.lastHereAt,
      person.disabled,
    ].join();
    const known = this.rows.get(person.id);
    if (known?.look === look) return known;
    // The page has written the same.
    if (known && known.look === undefined && person.online) {
      known.look = look;
      return known;
    }
    const row = { element: render.person(person, person.id === this.myId), look };
    const hadFocus = known?.element.contains(document.activeElement);
    known?.element.replaceWith(row.element);
    if (hadFocus) row.element.querySelector<HTMLElement>('a.person')?.focus();
    this.rows.set(person.id, row);
    return row;
  }
}
