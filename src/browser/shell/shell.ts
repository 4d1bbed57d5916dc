/** What stays while the reader goes from room to room: the connection, the rooms that are listed, the outboxes. */
import type { Connection } from '../core/connection.js';
import { KnownRooms } from '../core/known-rooms.js';
import { Outboxes } from '../core/outboxes.js';
import type { UserView } from '../../shared/people.js';
import { Here } from '../people/here.js';
import { inList, type LobbyPageData, type RoomPageData } from '../../shared/room-page.js';
import type { Chat } from '../room/chat.js';
import { Glimpse } from '../room/glimpse.js';
import { RoomVisit } from '../room/room-visit.js';
import { RoomList } from '../rooms/room-list.js';
import { RoomRefresh } from '../rooms/room-refresh.js';
import { RoomWatch } from '../rooms/room-watch.js';
import { Toast } from '../ui/toast.js';
import { onceThere } from './later.js';
import { Lobby } from './lobby.js';
import { connect } from './page-connection.js';
import { pageData } from './page-data.js';
import { PageStore } from './page-store.js';
import { onSignOut } from './reader.js';
import type { Visit } from './visit.js';

/** Milliseconds in which a room that was muted until now is heard again. */
const everySoOften = 20_000;

export class Shell implements Chat {
  readonly connection: Connection;
  readonly rooms: KnownRooms;
  readonly outboxes: Outboxes;
  readonly watch: RoomWatch;
  readonly here: Here;
  /** Until somebody knows a shorter way. */
  lead = (href: string): void => location.assign(href);
  readonly pageStore: PageStore;
  private readonly list = new RoomList();
  private readonly refresh = new RoomRefresh((lobby) => this.shown.refreshed(lobby));
  private shown: Visit;
  private wasConnected = false;
  /** The page was kept: its list is of then. */
  private listsWhatWas = false;
  /** The list was filled by the server's page, and kept up since; not by one that was kept. */
  private isListCurrent = true;
  private readonly roamed = new WeakSet<HTMLElement>();

  constructor(me: UserView) {
    this.rooms = new KnownRooms(this.list);
    this.pageStore = new PageStore(me.id);
    onSignOut(() => this.pageStore.close());
    this.connection = connect({
      connected: () => this.connected(),
      signedOut: () => this.pageStore.close(),
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
    const keepsList = isInRoom() && this.isListCurrent;
    this.shown.leave();
    swap();
    this.shown = this.arrive(keepsList, readOnAt);
    // A link to another message of the same room: one step leads back.
    if (before && readOnAt === undefined) this.visitTo(before.id)?.room.reading.cameFrom(place);
  }

  /** What was last known of a page is shown until the page itself is there. */
  glimpse(swap: () => void): void {
    const keepsList = isInRoom() && this.isListCurrent;
    this.shown.leave();
    swap();
    const data = this.takeList(keepsList);
    this.isListCurrent = keepsList;
    this.shown = 'room' in data ? new Glimpse(this, data) : new Lobby(this.rooms, this.refresh);
  }

  /** Says a sentence where the reader is. */
  tell(sentence: string): void {
    const { visit } = this;
    if (visit) visit.room.status.tell(sentence);
    else new Toast(document.getElementById('main')!).say(sentence);
  }

  /** A room turned up that is not listed, or announcements may have been missed. */
  refreshRooms(): void {
    this.refresh.soon();
  }

  private connected(): void {
    void this.outboxes.flush();
    if (this.wasConnected || this.listsWhatWas) this.refreshRooms();
    else void this.watch.lookBack();
    this.wasConnected = true;
    void this.here.ask();
  }

  private arrive(keepsList = false, readOnAt?: number): Visit {
    const data = this.takeList(keepsList);
    this.isListCurrent = true;
    if (!('room' in data)) return new Lobby(this.rooms, this.refresh);
    const visit = new RoomVisit(this, data);
    if (readOnAt !== undefined) visit.room.readOnAt(readOnAt);
    else if (data.target !== undefined) visit.room.showTarget(data.target);
    else visit.room.reading.begin();
    return visit;
  }

  /** The list of rooms at the side is one stop of the Tab key; it may be another one now. */
  private roam(): void {
    const list = document.querySelector<HTMLElement>('.sidebar .room-lists');
    if (!list || this.roamed.has(list)) return;
    this.roamed.add(list);
    onceThere(({ Roving }) => new Roving(list, 'a[href]', '[aria-current]'));
  }

  private takeList(keepsList: boolean): LobbyPageData | RoomPageData {
    const data = pageData(document);
    const isRoom = 'room' in data;
    this.here.arrived();
    this.list.pageChanged(isRoom ? data.room.id : undefined);
    // Between two rooms the list stays, and what is known of it is newer than the page.
    if (isRoom && keepsList) this.rooms.show();
    else this.rooms.fill(data.rooms);
    this.listsWhatWas = data.isKept === true;
    if (isRoom) this.rooms.endLooks(data.room.id);
    if (isRoom && !data.me.member) this.rooms.learn(inList({ ...data, unread: 0, membership: null }));
    this.roam();
    return data;
  }
}

const isInRoom = () => document.getElementById('log') !== null;
