import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { limits } from '../../shared/limits.js';
import { placeOf, readPlace } from '../../shared/lists.js';
import type {
  FoundPeople,
  PeopleWanted,
  PersonView,
  RoomPeopleView,
  RoomPeopleWanted,
  RoomPersonView,
} from '../../shared/presence.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { SharedReads } from '../platform/work/shared-reads.js';
import { MembersService } from '../memberships/members.service.js';
import { SeenPeople } from '../people/seen-people.js';
import { PeopleDirectoryRepository } from '../people/people-directory.repository.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { type AwayPlace, type HereRow, PeopleOfRoomsRepository } from './people-of-rooms.repository.js';
import { userView } from '../people/user-view.js';
import type { UserView } from '../../shared/people.js';
import { PresenceRepository } from './presence.repository.js';
import { personOf } from './person.row.js';
import { PresenceService } from './presence.service.js';

/** Who is here of a room, for its page. */
export interface HereNow {
  /** The first by name. */
  people: RoomPersonView[];
  count: number;
  /** Members of the room. */
  total: number;
}

/** Who belongs to a room, here or away, and who there is besides. */
@Injectable()
export class RoomPeople {
  private readonly firstPages = new SharedReads<RoomPeopleView>();
  private readonly recent = new LRUCache<number, Promise<HereNow>>({ max: 500, ttl: 1_000 });

  constructor(
    private readonly repository: PeopleOfRoomsRepository,
    private readonly online: PresenceRepository,
    private readonly members: MembersService,
    private readonly presence: PresenceService,
    private readonly directory: PeopleDirectoryRepository,
    private readonly seen: SeenPeople,
  ) {}

  /**
   * Whoever may see the room. Who is here stands first, by name, whoever looks at it without being a member among them; then
   * the members who are away, by when they were here. One who comes or goes while somebody pages may be met twice.
   */
  async list(
    reader: SignedInUser,
    roomId: number,
    { query, after, limit }: RoomPeopleWanted,
  ): Promise<RoomPeopleView> {
    await this.members.requireRights(reader, roomId);
    // The first page is the same for everybody, and everybody asks for it when they join.
    if (query !== undefined || after !== undefined) return this.page(roomId, { query, after, limit });
    return this.firstPages.read(`${roomId} ${limit}`, () => this.page(roomId, { query, after, limit }));
  }

  /**
   * Who is here of a room that its reader may see, as many as a page shows: for all who open it within a second asked for once. Scripts
   * ask again when they have joined; without them nobody sees the difference.
   */
  hereNow(roomId: number): Promise<HereNow> {
    const known = this.recent.get(roomId);
    if (known) return known;
    const asked = this.readHere(roomId);
    this.recent.set(roomId, asked);
    // Who asks next asks anew.
    asked.catch(() => this.recent.delete(roomId));
    return asked;
  }

  /** Everybody whom the reader may know of, themselves too: by name, or by a part of it, the nearest first. */
  async find(reader: SignedInUser, { query = '', after, limit }: PeopleWanted): Promise<FoundPeople> {
    const wanted = { key: canonicalKey(query), after, limit: limit + 1 };
    const ids = await this.directory.page(wanted, await this.seen.allOf(reader));
    const page = ids.slice(0, limit);
    const people = await this.views(page);
    return {
      people: page.flatMap((id) => people.get(id) ?? []),
      next: ids.length > limit ? page.at(-1)! : null,
    };
  }

  /** Who is online anywhere, on all nodes, at most 500 by name, each with the number of their rooms. */
  async everybody(): Promise<{ users: (UserView & { rooms: number })[]; online: number }> {
    const rows = await this.online.everybody(limits.userList);
    const users = rows.map((row) => ({ ...userView(row), rooms: row.rooms }));
    return { users, online: rows[0]?.online ?? 0 };
  }

  /** By their ids. */
  async views(userIds: number[]): Promise<Map<number, PersonView>> {
    const rows = userIds.length > 0 ? await this.repository.people(userIds) : [];
    return new Map(rows.map((row) => [row.id, personOf(row, this.presence.isHere(row.id))]));
  }

  private async page(roomId: number, { query, after, limit }: RoomPeopleWanted): Promise<RoomPeopleView> {
    const key = query === undefined ? '' : canonicalKey(query);
    const place = after === undefined ? undefined : placeAt(after);
    const isAmongHere = typeof place !== 'object';
    const here = isAmongHere ? await this.hereIn(roomId, { key, limit: limit + 1, after: place }) : [];
    const left = limit + 1 - here.length;
    const away =
      left > 0
        ? await this.repository.away(roomId, { key, limit: left, after: isAmongHere ? undefined : place })
        : [];
    const shown = [
      ...here.map((row) => ({
        person: { ...personOf(row, true), member: row.member, keeper: row.keeper },
        cursor: String(row.id),
      })),
      ...away.map((row) => ({
        person: { ...personOf(row, false), member: true, keeper: row.keeper },
        cursor: cursorOf(row),
      })),
    ];
    const page = shown.slice(0, limit);
    return {
      members: page.map(({ person }) => person),
      next: shown.length > limit ? page.at(-1)!.cursor : null,
      total: await this.repository.count(roomId),
      here: here[0]?.found ?? 0,
    };
  }

  private async readHere(roomId: number): Promise<HereNow> {
    const [rows, total] = await Promise.all([
      this.hereIn(roomId, { key: '', limit: limits.historyPage, after: undefined }),
      this.repository.count(roomId),
    ]);
    const people = rows.map((row) => ({ ...personOf(row, true), member: row.member, keeper: row.keeper }));
    return { people, count: rows[0]?.found ?? 0, total };
  }

  private hereIn(
    roomId: number,
    wanted: { key: string; limit: number; after: number | undefined },
  ): Promise<HereRow[]> {
    return this.repository.here(roomId, this.presence.hereAndIn(roomId), wanted);
  }
}

/** A place: among those who are here the id of a person, among the others the minute before it. */
const cursorOf = ({ minute, id }: AwayPlace): string => placeOf({ rank: minute, id });
function placeAt(cursor: string): number | AwayPlace {
  const { rank, id } = readPlace(cursor);
  return rank === undefined ? id : { minute: rank, id };
}
