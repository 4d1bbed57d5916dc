/** The people of the open room: what is known of them, and the panel that shows it. */
import type { PersonView } from '../../shared/presence.js';
import type { UserView } from '../../shared/people.js';
import type { ShownPerson } from '../../shared/profiles.js';
import { PeopleList } from './people-list.js';
import type { PeoplePanel } from './people-panel.js';
import { fetchMentionable, fetchRoomPeople } from './people-source.js';
import { Roster } from './roster.js';
import { onceThere } from '../shell/later.js';

const byName = new Intl.Collator(document.documentElement.lang);

/** Milliseconds for which the typing rests before the server is asked. */
const restsFor = 150;

interface Place {
  roomId: number;
  me: UserView;
  /** The other person of a conversation of two, which has no panel. */
  peer: UserView | null;
}

export class People {
  /** Who looks at the room, as far as the server names them. */
  private looking = new Map<number, UserView>();
  private readonly roster: Roster;
  private readonly list: PeopleList | undefined;

  constructor(
    element: HTMLElement,
    private readonly place: Place,
    onChosen: (username: string) => void,
    signal: AbortSignal,
  ) {
    const makeRoster = () => new Roster(place.me.id, (a, b) => byName.compare(a, b));
    this.roster = makeRoster();
    if (place.peer) return;
    this.list = new PeopleList(element, place, this.roster, makeRoster, signal);
    let panel: PeoplePanel | undefined;
    onceThere((later) => {
      if (!signal.aborted) panel = new later.PeoplePanel(element, () => this.list?.opened(), signal);
    });
    element.addEventListener('click', (event) => {
      const chosen = (event.target as Element).closest<HTMLElement>('[data-username]');
      if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      panel?.makeWay();
      onChosen(chosen.dataset.username!);
    });
  }

  /** Others than the reader whom one may mention, as far as they are known: who is here first. */
  get others(): UserView[] {
    const { me, peer } = this.place;
    const named = (users: Iterable<UserView>) => [...users].sort((a, b) => byName.compare(a.name, b.name));
    const all = [
      ...(peer ? [peer] : []),
      ...named([...this.looking.values(), ...this.roster.here]),
      ...this.roster.away.filter(({ disabled }) => !disabled),
    ];
    const unique = new Map(all.map((person) => [person.id, person]));
    unique.delete(me.id);
    return [...unique.values()];
  }

  /** Whoever may read the room and is named so, present or not, once the typing rests. Nobody without an answer. */
  async search(typed: string, isStillWanted: () => boolean): Promise<UserView[]> {
    await new Promise((resolve) => setTimeout(resolve, restsFor));
    if (this.place.peer || !isStillWanted()) return [];
    const { roomId, me } = this.place;
    const found = await (typed ? fetchMentionable(roomId, typed) : this.newest()).catch(() => []);
    return found.filter(({ id, disabled }) => id !== me.id && !disabled);
  }

  /** Before a letter is typed: of the room's members, who is here first. */
  private async newest(): Promise<PersonView[]> {
    return (await fetchRoomPeople(this.place.roomId, { limit: 20 })).members;
  }

  /** The room was joined: who looks at it, and from now on every change. */
  joined(users: UserView[]): void {
    this.looking = new Map(users.map((user) => [user.id, user]));
    this.list?.joined();
  }

  /** Somebody is shown otherwise. */
  shown(person: ShownPerson): void {
    const { user } = person;
    if (this.looking.has(user.id)) this.looking.set(user.id, user);
    this.roster.shown(person);
    this.list?.show();
  }

  came(users: UserView[]): void {
    for (const user of users) this.looking.set(user.id, user);
    this.roster.looking(users);
    this.list?.show();
  }

  went(users: UserView[]): void {
    for (const { id } of users) this.looking.delete(id);
    this.roster.looksAway(users);
    this.list?.show();
  }

  /** They are members from now on. */
  gained(userIds: number[]): void {
    this.roster.gained(userIds);
    this.list?.gained();
  }

  /** They are no members any more. */
  left(userIds: number[]): void {
    for (const id of userIds) this.looking.delete(id);
    this.roster.left(userIds);
    this.list?.left(userIds);
  }

  changed(people: PersonView[]): void {
    this.roster.changed(people);
    this.list?.changed(people);
  }
}
