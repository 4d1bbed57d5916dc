/** What stays while the reader goes from room to room: the connection, the rooms that are listed, the outboxes. */
import type { Connection } from '../core/connection.js';
import { KnownRooms } from '../core/known-rooms.js';
import { Outboxes } from '../core/outboxes.js';
import type { UserView } from '../../shared/people.js';
import { Here } from '../people/here.js';
import type { Chat } from '../room/chat.js';
import { inList } from '../../shared/room-page.js';
import { RoomVisit } from '../room/room-visit.js';
import { LobbyVisit } from '../rooms/lobby-visit.js';
import { RoomList } from '../rooms/room-list.js';
import { RoomRefresh } from '../rooms/room-refresh.js';
import { RoomWatch } from '../rooms/room-watch.js';
import { connect } from './page-connection.js';
import { pageData } from './page-data.js';
import type { Visit } from './visit.js';

/** Milliseconds in which a room that was muted until now is heard again. */
const everySoOften = 20_000;

export class Shell implements Chat {
  readonly connection: Connection;
  readonly rooms: KnownRooms;
  readonly outboxes: Outboxes;
  readonly watch: RoomWatch;
  readonly here: Here;
  private readonly list = new RoomList();
  private readonly refresh = new RoomRefresh((lobby) => this.shown.refreshed(lobby));
  private shown: Visit;
  private wasConnected = false;

  constructor(me: UserView) {
    this.rooms = new KnownRooms(this.list);
    this.connection = connect({
      connected: () => this.connected(),
      disconnected: () => this.shown.disconnected(),
    });
    this.outboxes = new Outboxes(localStorage, me.id, this.connection);
    this.watch = new RoomWatch(this.connection, this.rooms, me);
    this.here = new Here(this.connection);
    this.shown = this.arrive();
    setInterval(() => this.rooms.wake(Date.now()), everySoOften);
  }

  /** The reader in the open room, if it is a room that is shown. */
  get visit(): RoomVisit | undefined {
    return this.shown instanceof RoomVisit ? this.shown : undefined;
  }

  /** The same, if it is this room. */
  visitTo(roomId: number): RoomVisit | undefined {
    return this.visit?.room.id === roomId ? this.visit : undefined;
  }

  /** Another page is about to be shown; `swap` puts it in place. `readOnAt`: the seq of the message to go on reading at. */
  go(swap: () => void, readOnAt?: number): void {
    const before = this.visit?.room;
    const place = before?.readingAt ?? 'end';
    this.shown.leave();
    swap();
    this.shown = this.arrive(before !== undefined, readOnAt);
    // A link to another message of the same room: one step leads back.
    if (before && readOnAt === undefined) this.visitTo(before.id)?.room.reading.cameFrom(place);
  }

  /** A room turned up that is not listed, or announcements may have been missed. */
  refreshRooms(): void {
    this.refresh.soon();
  }

  private connected(): void {
    void this.outboxes.flush();
    if (this.wasConnected) this.refreshRooms();
    else void this.watch.lookBack();
    this.wasConnected = true;
    void this.here.ask();
  }

  private arrive(wasInRoom = false, readOnAt?: number): Visit {
    const data = pageData(document);
    const isRoom = 'room' in data;
    this.here.arrived();
    this.list.pageChanged(isRoom ? data.room.id : undefined);
    // Between two rooms the list stays, and what is known of it is newer than the page.
    if (isRoom && wasInRoom) this.rooms.show();
    else this.rooms.fill(data.rooms);
    if (isRoom) this.rooms.endLooks(data.room.id);
    if (isRoom && !data.me.member) this.rooms.learn(inList({ ...data, unread: 0, membership: null }));
    if (!isRoom) return new LobbyVisit(this.rooms, this.refresh);
    const visit = new RoomVisit(this, data);
    if (readOnAt !== undefined) visit.room.readOnAt(readOnAt);
    else if (data.target !== undefined) visit.room.showTarget(data.target);
    else visit.room.reading.begin();
    return visit;
  }
}
