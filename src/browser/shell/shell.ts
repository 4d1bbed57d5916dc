/** What stays while the reader goes from room to room: the connection, the list of rooms, the outboxes. */
import { Connection } from '../core/connection.js';
import { LobbyVisit } from '../rooms/lobby-visit.js';
import { Outboxes } from '../room/outboxes.js';
import { RoomList } from '../rooms/room-list.js';
import { RoomRefresh } from '../rooms/room-refresh.js';
import { RoomWatch } from '../rooms/room-watch.js';
import { RoomVisit } from '../room/room-visit.js';

/** The page that is shown: the lobby, or a room. */
export interface Place {
  connected(): void;
  disconnected(): void;
  leave(): void;
}

export class Shell {
  readonly rooms = new RoomList();
  readonly connection: Connection;
  readonly outboxes: Outboxes;
  readonly watch: RoomWatch;
  /** The sidebar, or the lobby's lists, are not true any more. */
  private readonly refresh = new RoomRefresh(this.rooms);
  private place: Place;
  private wasConnected = false;

  constructor(me: { id: number; username: string }) {
    this.connection = new Connection({
      connected: () => this.connected(),
      disconnected: () => this.place.disconnected(),
    });
    this.outboxes = new Outboxes(me.id, this.connection);
    this.watch = new RoomWatch(this.connection, this.rooms, me);
    this.place = this.arrive();
  }

  /** The open room, if it is a room that is shown. */
  get visit(): RoomVisit | undefined {
    return this.place instanceof RoomVisit ? this.place : undefined;
  }

  get lobby(): LobbyVisit | undefined {
    return this.place instanceof LobbyVisit ? this.place : undefined;
  }

  /** Another page is about to be shown; `swap` puts it in place. */
  go(swap: () => void): void {
    this.place.leave();
    swap();
    this.rooms.pageChanged();
    this.place = this.arrive();
    if (this.connection.isConnected) this.place.connected();
  }

  /** A room turned up that is not listed, or announcements may have been missed. */
  refreshRooms(): void {
    if (this.lobby) this.lobby.refresh.soon();
    else this.refresh.soon();
  }

  private connected(): void {
    this.place.connected();
    void this.outboxes.flush();
    if (this.wasConnected) this.refreshRooms();
    else void this.watch.lookBack();
    this.wasConnected = true;
  }

  private arrive(): Place {
    return document.getElementById('log') ? new RoomVisit(this) : new LobbyVisit(this);
  }
}
