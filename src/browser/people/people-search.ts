/** People by their names, whoever they are: asked of the server once the typing rests. */
import type { PersonView } from '../../shared/presence.js';
import { findPeople } from './people-source.js';

/** Milliseconds. */
const restsFor = 200;

export class PeopleSearch {
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The newest question; what answers an earlier one is not shown any more. */
  private asked = '';

  constructor(private readonly found: (people: PersonView[]) => void) {}

  /** `typed` as it stands in a field; nothing, or a room's name, is not looked for. */
  soon(typed: string): void {
    clearTimeout(this.timer);
    const query = typed.trim().replace(/^@/, '');
    this.asked = query;
    if (query === '' || query.startsWith('#')) return;
    this.timer = setTimeout(() => void this.ask(query), restsFor);
  }

  /** Without an answer who is at hand is enough. */
  private async ask(query: string): Promise<void> {
    const people = await findPeople(query).catch(() => []);
    if (query === this.asked) this.found(people);
  }
}
