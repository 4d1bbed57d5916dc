/** Whom pills name: those who came with the page or were suggested are known, and of others the server is asked once. */
import type { UserView } from '../../shared/people.js';
import type { Faces } from '../../shared/room-page.js';
import { faceOf } from '../../shared/rules/pill-look.js';
import { isOfPeople } from '../../shared/rules/search-filters.js';
import type { Pill } from '../../shared/rules/search-form.js';
import { findPeople } from '../people/people-source.js';

export class KnownFaces implements Faces {
  readonly me: UserView;
  people: UserView[];
  private readonly asked = new Set<string>();

  constructor({ me, people }: Faces) {
    this.me = me;
    this.people = people;
  }

  learn(people: UserView[]): void {
    const known = new Set(this.people.map(({ id }) => id));
    this.people = [...this.people, ...people.filter(({ id }) => !known.has(id))];
  }

  /** Whether more of these have a face now. Without an answer a name is enough. */
  async find(pills: Pill[]): Promise<boolean> {
    const unknown = pills.filter(
      (pill) => isOfPeople(pill.key) && !faceOf(pill, this) && !this.asked.has(pill.value),
    );
    for (const { value } of unknown) {
      this.asked.add(value);
      this.learn(await findPeople(value.replace(/^@/, '')).catch(() => []));
    }
    return unknown.some((pill) => faceOf(pill, this));
  }
}
