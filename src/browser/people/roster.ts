/** The people of the open room, as far as they were asked for: who is here by name, the others by when they were here. */
import type { UserView } from '../../shared/people.js';
import type { ShownPerson } from '../../shared/profiles.js';
import type { PersonView, RoomPeopleView, RoomPersonView } from '../../shared/presence.js';

export class Roster {
  /** Where to go on from; null at the end, undefined before anything was asked for. */
  next: string | null | undefined;
  /** Members of the room. */
  total = 0;
  /** People of the room who are here, loaded or not. */
  hereCount = 0;
  private pages = 0;
  /** Members whom no page has told of yet: of them nobody has been counted as here. */
  private readonly fresh = new Set<number>();
  private readonly known = new Map<number, RoomPersonView>();

  constructor(
    private readonly myId: number,
    private readonly compare: (a: string, b: string) => number,
  ) {}

  get here(): RoomPersonView[] {
    const here = [...this.known.values()].filter(({ online }) => online);
    return here.sort((a, b) => this.rank(b) - this.rank(a) || this.compare(a.name, b.name));
  }

  get away(): RoomPersonView[] {
    const away = [...this.known.values()].filter(({ online }) => !online);
    return away.sort((a, b) => newest(b) - newest(a) || b.id - a.id);
  }

  /** Nobody has gone on from the first page. */
  get isFirstPage(): boolean {
    return this.pages <= 1;
  }

  get isEmpty(): boolean {
    return this.known.size === 0;
  }

  /** Begins anew with the first page. */
  reset(page: RoomPeopleView): void {
    this.known.clear();
    this.pages = 0;
    this.fresh.clear();
    this.add(page);
  }

  /** The page after what is here. Somebody who came or went meanwhile is known already. */
  add({ members, next, total, here }: RoomPeopleView): void {
    this.pages++;
    for (const person of members) this.known.set(person.id, person);
    Object.assign(this, { next, total });
    // Of a later page, which may be of those who are away, only the first one says how many are here.
    this.hereCount = Math.max(this.isHereComplete ? 0 : this.hereCount, here, this.here.length);
  }

  /** Members came or went: of whom the news do not say whether they are keepers. */
  changed(people: PersonView[]): void {
    for (const person of people) {
      const known = this.known.get(person.id);
      const keeper = known?.keeper ?? false;
      const wasHere = known?.online ?? (!person.online && !this.fresh.has(person.id));
      this.put({ ...person, member: true, keeper }, wasHere);
      this.fresh.delete(person.id);
    }
  }

  /** Somebody has another name, picture or status. */
  shown({ user, status }: ShownPerson): void {
    const known = this.known.get(user.id);
    if (known) this.known.set(user.id, { ...known, picture: undefined, ...user, status });
  }

  /** People have begun to look at the room, who may be no members: those are told of in no other way. */
  looking(people: UserView[]): void {
    for (const person of people) {
      const known = this.known.get(person.id);
      const stranger = {
        ...person,
        role: 'member' as const,
        lastHereAt: null,
        status: null,
        disabled: false,
        member: false,
        keeper: false,
      };
      // Where not all who are here are loaded, they may be counted already.
      this.put({ ...(known ?? stranger), online: true }, known?.online ?? !this.isHereComplete);
    }
  }

  /** People look elsewhere now; a member may be here all the same. */
  looksAway(people: { id: number }[]): void {
    for (const { id } of people) {
      const known = this.known.get(id);
      if (!known || known.member || id === this.myId) continue;
      this.known.delete(id);
      this.hereCount--;
    }
  }

  /** They are members from now on. Who of them is not known yet, the next page says. */
  gained(userIds: number[]): void {
    for (const id of userIds) {
      const known = this.known.get(id);
      if (known?.member) continue;
      this.total++;
      if (known) this.known.set(id, { ...known, member: true });
      else this.fresh.add(id);
    }
  }

  /** They are no members any more. Whoever of them looks at the room again is told of then. */
  left(userIds: number[]): void {
    for (const id of userIds) {
      const known = this.known.get(id);
      if (known?.member === false) continue;
      this.total = Math.max(this.total - 1, 0);
      this.hereCount -= Number(known?.online ?? false);
      this.known.delete(id);
    }
  }

  private get isHereComplete(): boolean {
    const isAnybodyAway = [...this.known.values()].some(({ online }) => !online);
    return (
      this.next === null || isAnybodyAway || (this.next !== undefined && this.here.length >= this.hereCount)
    );
  }

  private put(person: RoomPersonView, wasHere: boolean): void {
    if (this.next === undefined || (person.id === this.myId && !person.online)) return;
    const belongs = this.known.has(person.id) || this.isHereComplete || this.isBeforeTheLast(person);
    this.hereCount += Number(person.online) - Number(wasHere);
    if (belongs) this.known.set(person.id, person);
  }

  /** Stands among those who are loaded. */
  private isBeforeTheLast({ online, name }: RoomPersonView): boolean {
    const last = this.here.at(-1);
    return online && last !== undefined && this.compare(name, last.name) < 0;
  }

  private rank = ({ id }: RoomPersonView): number => Number(id === this.myId);
}

const newest = ({ lastHereAt }: RoomPersonView): number => (lastHereAt === null ? 0 : Date.parse(lastHereAt));
