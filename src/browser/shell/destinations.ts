/** Where the switcher leads by a name: rooms and people at hand, and those whom the server finds. */
import type { UserView } from '../../shared/people.js';
import { roomPath } from '../../shared/paths.js';
import type { RoomInWords } from '../../shared/lobby.js';
import { inList, type RoomInList } from '../../shared/room-page.js';
import { PeopleSearch } from '../people/people-search.js';
import { fetchLobby } from '../rooms/room-refresh.js';
import { RoomSearch } from '../rooms/room-search.js';
import { matching } from '../ui/matching.js';

export interface Destination {
  name: string;
  href: string;
  unread: number;
  /** The person of a conversation. */
  person?: number | undefined;
  username?: string | undefined;
  picture?: string | undefined;
  /** Not for everybody. */
  isClosed?: boolean;
  /** Counted to 100; of the first rooms of a list. */
  members?: number | null | undefined;
}

/** What the page does not know of a room, the server does. */
interface Known extends RoomInList {
  members?: number | null;
}

export class Destinations {
  private all: Destination[];
  /** There are more rooms than are at hand. */
  private isCut = false;
  private typed = '';
  private readonly roomSearch = new RoomSearch((found) => this.add(gather(found.map(known), [])));
  private readonly peopleSearch = new PeopleSearch((found) => this.add(gather([], found)));

  constructor(
    rooms: RoomInList[],
    people: UserView[],
    /** Whom the reader ignores; they are offered nowhere. */
    private readonly ignores: (userId: number) => boolean,
    private readonly changed: () => void,
  ) {
    this.all = gather(rooms, people);
    // Rooms beside one's own; without an answer those at hand are enough.
    fetchLobby()
      .then(({ mine, others, direct, next }) => {
        this.isCut = next !== null;
        this.all = gather([...mine, ...direct, ...others].map(known), people);
        changed();
        if (this.isCut) this.roomSearch.soon(this.typed);
      })
      .catch(() => undefined);
  }

  /** `typed` as it stands in the field. */
  soon(typed: string): void {
    this.typed = typed;
    if (this.isCut) this.roomSearch.soon(typed);
    this.peopleSearch.soon(typed);
  }

  /** The best first. */
  matching(name: string, onlyPeople: boolean): Destination[] {
    const among = this.all.filter(({ person }) =>
      person === undefined ? !onlyPeople : !this.ignores(person),
    );
    return matching(among, name, (destination) => [destination.name, destination.username ?? '']);
  }

  private add(found: Destination[]): void {
    const known = new Set(this.all.map(({ href }) => href));
    const fresh = found.filter(({ href }) => !known.has(href));
    if (fresh.length === 0) return;
    this.all = [...this.all, ...fresh];
    this.changed();
  }
}

const known = (room: RoomInWords): Known => ({ ...inList(room), members: room.members });

/** The rooms, what is unread first, then the people who are here and have no conversation yet. */
function gather(rooms: Known[], people: UserView[]): Destination[] {
  const destinations = new Map<string, Destination>();
  for (const { name, address, unread, peerId, picture, access, members: all } of rooms) {
    const isClosed = access === 'private' || access === 'admins';
    const members = access === 'direct' ? undefined : all;
    const username = peerId === undefined ? undefined : address.slice(1);
    const place = { name, username, href: roomPath(address), unread, person: peerId, picture };
    destinations.set(address, { ...place, isClosed, members });
  }
  for (const { id, username, name, picture } of people) {
    const address = `@${username}`;
    if (destinations.has(address)) continue;
    destinations.set(address, { name, username, href: roomPath(address), unread: 0, person: id, picture });
  }
  return [...destinations.values()].sort((a, b) => Number(b.unread > 0) - Number(a.unread > 0));
}
