import { Injectable } from '@nestjs/common';
import type { ListedRoom } from '../../shared/lobby.js';
import { limits } from '../../shared/limits.js';
import { placeOf, readPlace } from '../../shared/lists.js';
import { canonicalKey } from '../../shared/rules/canonical-key.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { PresenceService } from '../presence/presence.service.js';
import { type OpenRow, OpenRoomsRepository, type Place } from './open-rooms.repository.js';
import { RoomsRepository } from './rooms.repository.js';
import { type Standing, standing } from './standing.row.js';

export interface Wanted {
  /** `next` of the page before. */
  after?: string;
  /** Part of a name. */
  query?: string;
  limit?: number;
}

@Injectable()
export class Lobby {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly open: OpenRoomsRepository,
    private readonly presence: PresenceService,
  ) {}

  /** The reader's own, and the first page of the others; the liveliest room first. */
  async view(
    reader: SignedInUser,
    wanted: Wanted = {},
  ): Promise<{ mine: ListedRoom[]; others: ListedRoom[]; direct: ListedRoom[]; next: string | null }> {
    const [{ named, direct }, { rooms: others, next }] = await Promise.all([
      this.roomsOf(reader),
      this.others(reader, wanted),
    ]);
    return { mine: await this.withOnline(named), others, direct, next };
  }

  /** Rooms open to the reader that are not theirs: a page of them, or those of a name. */
  async others(
    reader: SignedInUser,
    { after, query, limit = limits.historyPage }: Wanted,
  ): Promise<{ rooms: ListedRoom[]; next: string | null }> {
    const rows =
      query === undefined
        ? await this.open.after(reader.id, after === undefined ? beginning : placeAt(after), limit + 1)
        : await this.open.named(reader.id, canonicalKey(query), limit);
    const page = rows.slice(0, limit);
    const next = rows.length > limit ? cursorOf(page.at(-1)!) : null;
    const newest = ({ lastMessageAt }: Standing) => lastMessageAt ?? '';
    const found = page.map(standing).sort((a, b) => (newest(a) > newest(b) ? -1 : 1));
    return { rooms: await this.withOnline(found), next };
  }

  /** The reader's own rooms and conversations, for beside an open room: nobody counts who is online in the rooms. */
  async own(reader: SignedInUser): Promise<{ mine: ListedRoom[]; direct: ListedRoom[] }> {
    const { named, direct } = await this.roomsOf(reader);
    return { mine: named.map((found) => lobbyRoom(found, 0)), direct };
  }

  /** The same for a page, which shows nobody's presence; and how the reader stands to each, so that none is read again. */
  async standings(reader: SignedInUser): Promise<Standing[]> {
    return (await this.repository.listForReader(reader.id)).map(standing);
  }

  private async roomsOf(reader: SignedInUser) {
    const rooms = await this.standings(reader);
    const isTalk = ({ room: { access } }: Standing) => access === 'direct' || access === 'group';
    return {
      named: rooms.filter((found) => !isTalk(found)),
      direct: rooms
        .filter(isTalk)
        .map((found) => lobbyRoom(found, Number(found.peer !== null && this.presence.isHere(found.peer.id)))),
    };
  }

  private async withOnline(rooms: Standing[]): Promise<ListedRoom[]> {
    const online = await this.presence.onlineInRooms(rooms.map(({ room }) => room.id));
    return rooms.map((found) => lobbyRoom(found, online.get(found.room.id) ?? 0));
  }
}

function lobbyRoom(
  { room, peer, others, unread, lastMessageAt, membership }: Standing,
  online: number,
): ListedRoom {
  return { room, peer, others, online, unread, lastMessageAt, membership };
}

const beginning: Place = { hour: 2 ** 31 - 1, id: 0 };

/** A place says the hour, too, so that a room that moves on meanwhile moves nobody's place. */
const cursorOf = ({ active_hour, id }: OpenRow): string => placeOf({ rank: active_hour, id });
function placeAt(cursor: string): Place {
  const { rank, id } = readPlace(cursor);
  return rank === undefined ? beginning : { hour: rank, id };
}
