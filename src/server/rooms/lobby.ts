import { Injectable } from '@nestjs/common';
import type { ListedRoom, LobbyView } from '../../shared/lobby.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { PresenceService } from '../presence/presence.service.js';
import { RoomsRepository } from './rooms.repository.js';
import { type Standing, standing } from './standing.row.js';

/** Rooms one is not a member of that the lobby lists; the rest are found by name. */
const othersShown = 200;

@Injectable()
export class Lobby {
  constructor(
    private readonly repository: RoomsRepository,
    private readonly presence: PresenceService,
  ) {}

  /** The liveliest room first. */
  async view(reader: SignedInUser): Promise<LobbyView> {
    const { named, direct } = await this.roomsOf(reader, othersShown);
    const online = await this.presence.onlineInRooms(named.map(({ room }) => room.id));
    const entries = named.map((found) => ({
      found,
      entry: lobbyRoom(found, online.get(found.room.id) ?? 0),
    }));
    return {
      mine: entries.filter(({ found }) => found.member).map(({ entry }) => entry),
      others: entries.filter(({ found }) => !found.member).map(({ entry }) => entry),
      direct,
    };
  }

  /** The reader's own rooms and conversations, for beside an open room: nobody counts who is online in the rooms. */
  async own(reader: SignedInUser): Promise<Pick<LobbyView, 'mine' | 'direct'>> {
    const { named, direct } = await this.roomsOf(reader, 0);
    return { mine: named.map((found) => lobbyRoom(found, 0)), direct };
  }

  /** The same for a page, which shows nobody's presence; and how the reader stands to each, so that none is read again. */
  async standings(reader: SignedInUser): Promise<Standing[]> {
    return (await this.repository.listForReader(reader.id, 0)).map(standing);
  }

  private async roomsOf(reader: SignedInUser, others: number) {
    const rooms = (await this.repository.listForReader(reader.id, others)).map(standing);
    const direct = rooms.filter(({ peer }) => peer !== null);
    const online = await this.presence.onlineAmong(direct.map(({ peer }) => peer!.id));
    return {
      named: rooms.filter(({ room }) => room.access !== 'direct'),
      direct: direct.map((found) => lobbyRoom(found, Number(online.has(found.peer!.id)))),
    };
  }
}

function lobbyRoom({ room, peer, unread, lastMessageAt }: Standing, online: number): ListedRoom {
  return { room, peer, online, unread, lastMessageAt };
}
