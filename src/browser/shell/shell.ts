/** What stays while the reader goes from room to room: the connection, the rooms that are listed, the outboxes. */
import type { Connection } from '../core/connection.js';
import { composeAlone } from '../composer/compose-alone.js';
import { Ignoring } from '../core/ignoring.js';
import { Keywords } from '../core/keywords.js';
import { KnownRooms } from '../core/known-rooms.js';
import { Outboxes } from '../core/outboxes.js';
import type { LobbyView } from '../../shared/lobby.js';
import type { UserView } from '../../shared/people.js';
import type { ActivityCounts } from '../../shared/activity.js';
import type { ActivityVisit } from '../activity/activity-visit.js';
import { showAtBell } from '../activity/bell.js';
import { KeptMessages } from '../kept/kept-messages.js';
import { Here } from '../people/here.js';
import { inList, type LobbyPageData, type RoomPageData } from '../../shared/room-page.js';
import type { Chat } from '../room/chat.js';
import { RoomVisit } from '../room/room-visit.js';
import { RoomList } from '../rooms/room-list.js';
import { RoomRefresh } from '../rooms/room-refresh.js';
import { RoomWatch } from '../rooms/room-watch.js';
import type { SearchVisit } from '../search/search-visit.js';
import { t } from '../ui/page-texts.js';
import { Toast } from '../ui/toast.js';
import { LateUploads } from '../uploads/at-hand.js';
import { AsOf } from './as-of.js';
import { atHand, onceThere } from './later.js';
import { LaterVisit } from './later-visit.js';
import { LostRooms } from './lost-rooms.js';
import { connect } from './page-connection.js';
import { pageData } from './page-data.js';
import { PageStore } from './page-store.js';
import { seqIn } from './place.js';
import { onSignOut } from './reader.js';
import { ReaderChoices } from './reader-choices.js';
import type { Visit } from './visit.js';

/** Milliseconds in which a room that was muted until now is heard again. */
const everySoOften = 20_000;
/** Milliseconds from the first connection until that is asked for which came between it and the page: nobody waits for it any more. */
const afterArrival = 3_000;

export class Shell implements Chat {
  readonly connection: Connection;
  readonly ignoring = new Ignoring();
  readonly keywords = new Keywords();
  readonly rooms: KnownRooms;
  readonly choices: ReaderChoices;
  readonly uploads: LateUploads;
  readonly outboxes: Outboxes;
  readonly watch: RoomWatch;
  readonly here: Here;
  /** Until somebody knows a shorter way. */
  lead = (href: string): void => location.assign(href);
  readonly pageStore: PageStore;
  readonly kept: KeptMessages;
  /** Another page is shown. */
  arrived?: () => void;
  /** The page that is shown has another address. */
  renamed?: () => void;
  readonly list = new RoomList();
  private readonly refresh = new RoomRefresh((lobby) => this.refreshed(lobby));
  private readonly lost: LostRooms;
  private activity: LaterVisit<ActivityVisit> | undefined;
  private found: LaterVisit<SearchVisit> | undefined;
  private resultsHref: string | undefined;
  private shown: Visit;
  private wasConnected = false;
  /** The page was kept then, and so is its list. */
  private keptAt: string | undefined;
  private readonly asOf = new AsOf();
  /** The list was filled by the server's page, and kept up since; not by one that was kept. */
  private isListCurrent = true;

  constructor(private readonly me: UserView) {
    this.rooms = new KnownRooms(this.list, this.ignoring.has);
    this.pageStore = new PageStore(me.id);
    this.kept = new KeptMessages(me.id);
    this.lost = new LostRooms(this.kept, this.pageStore, this.rooms);
    onSignOut(() => this.keepNothing());
    this.connection = connect({
      connected: () => this.connected(),
      signedOut: () => this.keepNothing(),
      disconnected: () => this.disconnected(),
    });
    this.uploads = new LateUploads(me.id, () => this.outboxes.arrived());
    this.outboxes = new Outboxes(localStorage, me.id, this.connection, this.uploads);
    addEventListener('storage', ({ key, newValue }) => {
      if (key && newValue === null) this.outboxes.removedElsewhere(key);
    });
    this.watch = new RoomWatch(this.connection, this.rooms, me, this.ignoring.has);
    this.here = new Here(this.connection);
    this.choices = new ReaderChoices(pageData(document).reader, this.rooms, this);
    this.shown = this.arrive();
    onceThere(({ keepDrafts }) => keepDrafts(me.id, this.connection.socket, () => this.list.draftsChanged()));
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
    const results = this.found?.visit?.href ?? this.resultsHref;
    this.resultsHref = undefined;
    this.shown.leave();
    swap();
    this.shown = this.arrive(keepsList, readOnAt);
    if (results)
      this.visit?.room.reading.wayBack.leadElsewhere(t('Back to the results'), () => this.lead(results));
    // A link to another message of the same room: one step leads back.
    if (before && readOnAt === undefined) this.visitTo(before.id)?.room.reading.cameFrom(place);
    this.arrived?.();
  }

  /** What was last known of a page is shown until the page itself is there; only once what comes later is at hand. */
  glimpse(swap: () => void): void {
    const keepsList = isInRoom() && this.isListCurrent;
    this.resultsHref = this.found?.visit?.href;
    this.shown.leave();
    swap();
    const data = this.takeList(keepsList);
    this.isListCurrent = keepsList;
    const { Glimpse } = atHand()!;
    this.shown =
      'room' in data
        ? new Glimpse(this.outboxes, data, composeAlone(this.uploads), this.uploads)
        : this.arriveAtList(data);
    this.arrived?.();
  }

  /** Says a sentence where the reader is. */
  tell(sentence: string): void {
    const { visit } = this;
    if (visit) visit.room.status.tell(sentence);
    else new Toast(document.getElementById('main')!).say(sentence);
  }

  /** The session is over: this browser may be somebody else's next. */
  private keepNothing(): void {
    this.pageStore.close();
    this.kept.close();
    this.uploads.close();
  }

  /** A room turned up that is not listed, or announcements may have been missed. */
  refreshRooms(): void {
    this.refresh.soon();
  }

  /** So much of what was meant for the reader is new. */
  tellActivity(unread: ActivityCounts): void {
    showAtBell(unread.all);
    this.activity?.visit?.told(unread);
  }

  private refreshed(lobby: LobbyView): void {
    showAtBell(lobby.activity);
    this.shown.refreshed(lobby);
    void this.lost.forget([...lobby.mine, ...lobby.direct, ...lobby.others].map(({ room }) => room));
  }

  private connected(): void {
    void this.outboxes.flush();
    this.asOf.hide();
    this.lost.expect();
    if (this.wasConnected || this.keptAt) {
      this.refreshRooms();
      void this.choices.ask();
    } else {
      void this.lost.forget(this.rooms.all);
      setTimeout(() => this.connection.isConnected && this.refreshRooms(), afterArrival);
    }
    this.wasConnected = true;
    void this.here.ask();
  }

  private disconnected(): void {
    this.asOf.show(this.keptAt);
    this.shown.disconnected();
  }

  private arrive(keepsList = false, readOnAt?: number): Visit {
    const data = this.takeList(keepsList);
    this.isListCurrent = true;
    if (!('room' in data)) return this.arriveAtList(data);
    const visit = new RoomVisit(this, data);
    const target = data.target ?? (data.keptAt ? seqIn(location.href) : undefined);
    const from = readOnAt ?? data.readsFrom;
    if (from !== undefined && visit.room.readOnAt(from)) return visit;
    const place = readOnAt ?? target;
    if (place === undefined) visit.room.reading.begin();
    // Where a page was kept, the place may be in the store of messages only.
    else if (!visit.room.showTarget(place) && data.keptAt) void visit.goTo(place);
    return visit;
  }

  /** The lobby, activity, the files of a room, what is kept at hand, or the search. */
  private arriveAtList({ listsActivity, listsFiles, listsFound, keeps }: LobbyPageData): Visit {
    this.activity = undefined;
    if (listsFound)
      return (this.found = new LaterVisit(({ SearchVisit }) => new SearchVisit(listsFound, this)));
    const { connection, me } = this;
    const lead = (href: string) => this.lead(href);
    if (keeps) return new LaterVisit(({ KeepingVisit }) => new KeepingVisit(connection.socket, lead));
    if (listsFiles) return new LaterVisit(({ FilesVisit }) => new FilesVisit(lead));
    if (!listsActivity) return new LaterVisit(({ LobbyVisit }) => new LobbyVisit(this.rooms, this.refresh));
    this.activity = new LaterVisit(
      ({ ActivityVisit }) => new ActivityVisit(connection, listsActivity, me.username),
    );
    return this.activity;
  }

  private takeList(keepsList: boolean): LobbyPageData | RoomPageData {
    const data = pageData(document);
    const isRoom = 'room' in data;
    this.here.arrived();
    this.choices.show();
    this.list.pageChanged(isRoom ? data.room.id : data.listsFiles?.room.id, data.reader.sidebar);
    // Between two rooms the list stays, and what is known of it is newer than the page.
    if (isRoom && keepsList) this.rooms.show();
    else this.rooms.fill(data.rooms);
    this.keptAt = data.keptAt;
    this.asOf.arrived();
    if (isRoom) this.rooms.endLooks(data.room.id);
    if (isRoom && !data.me.member) this.rooms.learn(inList({ ...data, unread: 0, membership: null }));
    this.list.roam();
    return data;
  }
}

const isInRoom = () => document.getElementById('log') !== null;
