/** Rooms as somebody finds them who may be an administrator that is no member of them. */
import { Injectable } from '@nestjs/common';
import type { RoomSummaryView } from '../../shared/rooms.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import { asker } from '../memberships/asker.js';
import { noSuchRoom } from '../memberships/no-such-room.js';
import { allowsAdministration, type SignedInUser } from '../platform/access/signed-in-user.js';
import { pageOf } from '../platform/postgres/page.js';
import { PresenceService } from '../presence/presence.service.js';
import { RoomsService } from './rooms.service.js';
import { type Standing, standing } from './standing.row.js';
import { type ListedRow, VisibleRoomsRepository } from './visible-rooms.repository.js';

export interface FoundRoom extends Standing {
  members: number;
  /** They act as an administrator: they are one, and no API token forbids it. */
  administers: boolean;
  /** They see it as an administrator only. */
  inspects: boolean;
}

interface RoomSearch {
  /** Part of a name. */
  query?: string;
  /** Only archived rooms, or only others; without it both. */
  archived?: boolean;
  /** The last id of the page before. */
  after?: number;
  limit: number;
}

@Injectable()
export class VisibleRooms {
  constructor(
    private readonly repository: VisibleRoomsRepository,
    private readonly presence: PresenceService,
    private readonly rooms: RoomsService,
  ) {}

  /** The room as the reader may see it; for an administrator any that is not direct. Throws `not_found`. */
  async require(reader: SignedInUser, roomId: number): Promise<FoundRoom> {
    const row = await this.repository.find(asker(reader), roomId);
    if (!row) throw noSuchRoom();
    return foundRoom(reader, row);
  }

  /**
   * Rooms with a name that the reader may see, in the order in which they were made. `next` may be there although the page is
   * not full: what was looked through had no more.
   */
  async list(
    reader: SignedInUser,
    { query, archived, after = 0, limit }: RoomSearch,
  ): Promise<{ rooms: RoomSummaryView[]; next: number | null }> {
    const key = query === undefined ? undefined : canonicalKey(query);
    // How far a guest's list goes says nothing of how many rooms there are.
    const guest = reader.role === 'guest';
    const until = guest ? null : await this.repository.end(after);
    const wanted = { key, archived, after, until, guest };
    const rows = await this.repository.list(asker(reader), wanted, limit + 1);
    const { page, next } = pageOf(rows, limit);
    return {
      rooms: await this.summaries(page.map((row) => foundRoom(reader, row))),
      next: next ?? until,
    };
  }

  /** The one at an address that it has or had, where it is open to the reader; otherwise none. */
  async at(reader: SignedInUser, address: string): Promise<{ rooms: RoomSummaryView[]; next: null }> {
    const roomId = await this.rooms.findOpen(reader, address);
    return { rooms: roomId === null ? [] : [await this.read(reader, roomId)], next: null };
  }

  async read(reader: SignedInUser, roomId: number): Promise<RoomSummaryView> {
    const [summary] = await this.summaries([await this.require(reader, roomId)]);
    return summary!;
  }

  private async summaries(found: FoundRoom[]): Promise<RoomSummaryView[]> {
    const online = await this.presence.onlineInRooms(found.map(({ room }) => room.id));
    return found.map(({ room, members, member, unread, lastMessageAt }) => ({
      ...room,
      online: online.get(room.id) ?? 0,
      members,
      unread,
      member,
      lastMessageAt,
    }));
  }
}

function foundRoom(reader: SignedInUser, row: ListedRow): FoundRoom {
  return {
    ...standing(row),
    members: row.members,
    administers: row.reader_role === 'admin' && allowsAdministration(reader),
    inspects: !row.open,
  };
}
