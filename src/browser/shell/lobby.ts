/** The lobby, which works before its script is there. */
import type { LobbyView } from '../../shared/lobby.js';
import type { KnownRooms } from '../core/known-rooms.js';
import type { RoomRefresh } from '../rooms/room-refresh.js';
import { later } from './later.js';
import type { Visit } from './visit.js';

export class Lobby implements Visit {
  private visit: Visit | undefined;
  private isLeft = false;

  constructor(rooms: KnownRooms, refresh: RoomRefresh) {
    later()
      .then(({ LobbyVisit }) => {
        if (!this.isLeft) this.visit = new LobbyVisit(rooms, refresh);
      })
      .catch(() => undefined);
  }

  refreshed(lobby: LobbyView): void {
    this.visit?.refreshed(lobby);
  }

  disconnected(): void {}

  leave(): void {
    this.isLeft = true;
    this.visit?.leave();
  }
}
