/** What this node's connections take for true about themselves, gathered from the groups that they are in. */
import type { Connections } from '../delivery/connections.js';
import { groups, parsedGroup } from '../delivery/groups.js';
import { allowsAdministration } from '../platform/access/signed-in-user.js';
import type { Belief, Hearer } from './access.repository.js';

/**
 * Hearers that one round asks about, at some 5 µs each for PostgreSQL. Those who look at a room are asked about in every
 * round; where there are more than this (1,000 people with ten private rooms each), those who look elsewhere take turns.
 */
const hearersOfRound = 10_000;

/** People whose rooms one round counts anew: of a thousand each has their turn within a minute. */
const membersOfRound = 50;

const nobody: ReadonlySet<string> = new Set();

export class Beliefs {
  /** Rooms that were open to everybody when they were last asked about: members who look elsewhere need no asking. */
  private open = new Set<number>();
  private readonly elsewhere = new Turns<Hearer>();
  private readonly members = new Turns<number>();

  constructor(private readonly connections: Connections) {}

  all(): Belief {
    const belief: Belief = { sessions: [], people: [], hearers: [], open: [], shut: [], members: [] };
    const elsewhere: Hearer[] = [];
    for (const [name, ids] of this.connections.groups) {
      const { kind, id } = parsedGroup(name);
      if (kind === 'session') belief.sessions.push(id);
      else if (kind === 'user') this.addPerson(belief, Number(id), ids);
      else if (kind === 'room') this.addHearers(belief.hearers, Number(id), ids, this.membersIn(Number(id)));
      else if (kind === 'members' && this.open.has(Number(id))) belief.open.push(Number(id));
      else if (kind === 'members') {
        belief.shut.push(Number(id));
        this.addHearers(elsewhere, Number(id), ids, ids);
      }
    }
    this.open = new Set(belief.open);
    const left = Math.max(hearersOfRound - belief.hearers.length, 1);
    for (const hearer of this.elsewhere.next(elsewhere, left)) belief.hearers.push(hearer);
    const people = belief.people.map(({ id }) => id);
    return { ...belief, members: this.members.next(people, membersOfRound) };
  }

  /** Of those alone who hear these rooms. */
  of(roomIds: number[]): Belief {
    const hearers: Hearer[] = [];
    for (const roomId of roomIds) {
      const members = this.membersIn(roomId);
      this.addHearers(hearers, roomId, members, members);
    }
    return { sessions: [], people: [], hearers, open: [], shut: [], members: [] };
  }

  note(opened: number[], shut: number[]): void {
    for (const roomId of opened) this.open.add(roomId);
    for (const roomId of shut) this.open.delete(roomId);
  }

  private addPerson({ people }: Belief, id: number, connectionIds: ReadonlySet<string>): void {
    const users = [...connectionIds].map((connectionId) => this.connections.userOf(connectionId));
    const roles = users.flatMap((user) => (user ? [allowsAdministration(user) ? user.role : null] : []));
    for (const role of new Set(roles)) people.push({ id, role });
  }

  private membersIn(roomId: number): ReadonlySet<string> {
    return this.connections.groups.get(groups.members(roomId)) ?? nobody;
  }

  private addHearers(
    hearers: Hearer[],
    roomId: number,
    connectionIds: ReadonlySet<string>,
    members: ReadonlySet<string>,
  ): void {
    const users = new Map<number, boolean>();
    for (const connectionId of connectionIds) {
      const user = this.connections.userOf(connectionId);
      if (user) users.set(user.id, members.has(connectionId) || users.get(user.id) === true);
    }
    for (const [userId, member] of users) hearers.push({ userId, roomId, member });
  }
}

/** Some of many at a time, going on where the last time ended. */
class Turns<Item> {
  private from = 0;

  next(items: Item[], count: number): Item[] {
    if (items.length <= count) return items;
    const from = this.from % items.length;
    this.from = from + count;
    return [...items.slice(from, from + count), ...items.slice(0, Math.max(from + count - items.length, 0))];
  }
}
