/** The rooms that are listed, in the lobby or beside an open room, with what the reader has not read in each. */
import type { RoomInList } from '../../shared/room-page.js';
import type { MembershipView } from '../../shared/memberships.js';
import { defaultLevelIn } from '../../shared/rules/default-level.js';
import type { Level, UserView } from '../../shared/people.js';
import type { RoomPlace } from '../../shared/sidebar.js';

export interface KnownRoom extends RoomInList {
  /** The other of a conversation of two is somebody whom the reader ignores. */
  isIgnored: boolean;
}

export interface RoomsListener {
  added(room: KnownRoom): void;
  /** Its counts, or its name and address. */
  changed(room: KnownRoom): void;
  removed(roomId: number): void;
  /** These are all there are now. */
  refreshed(rooms: KnownRoom[]): void;
}

/** As every membership begins. */
const untouched = {
  ownLevel: null,
  muted: false,
  mutedUntil: null,
  favourite: false,
  section: null,
  place: null,
};

export class KnownRooms {
  private readonly rooms = new Map<number, KnownRoom>();

  /** Of what the reader is told where they have not chosen for a room. */
  private tellsOf: Level = 'mentions';

  constructor(
    private readonly listener: RoomsListener,
    private readonly ignores: (userId: number) => boolean = () => false,
  ) {}

  get all(): KnownRoom[] {
    return [...this.rooms.values()];
  }

  get(roomId: number): KnownRoom | undefined {
    return this.rooms.get(roomId);
  }

  /** These are listed, and no others. */
  fill(rooms: RoomInList[]): void {
    this.rooms.clear();
    for (const room of rooms) this.rooms.set(room.id, this.known(room));
    this.show();
  }

  /** Tells of all of them, as where they are shown is new. */
  show(): void {
    this.listener.refreshed(this.all);
  }

  /** A room that is one of the reader's now. */
  add(room: RoomInList): void {
    if (this.rooms.has(room.id)) return;
    const known = this.known(room);
    this.rooms.set(room.id, known);
    this.listener.added(known);
  }

  /** What the server says of a room, which may be listed already. */
  learn(room: RoomInList): void {
    this.add(room);
    this.change(room.id, (known) => this.update(known, room));
  }

  /** The same of many, told of all together: where each comes to stand depends on the others. */
  learnAll(rooms: RoomInList[]): void {
    for (const room of rooms) {
      this.add(room);
      this.update(this.rooms.get(room.id)!, room);
    }
    this.show();
  }

  /** When something was said last there: null, never; undefined, nobody asked. */
  saidLast(roomId: number, at: RoomInList['lastMessageAt']): void {
    const room = this.rooms.get(roomId);
    if (room) room.lastMessageAt = at ?? room.lastMessageAt ?? at;
  }

  /** How the reader is told of a room now; null: they only look at it. */
  choose(roomId: number, membership: MembershipView | null): void {
    this.change(roomId, (room) => (room.membership = this.asTold(room, membership)));
  }

  /** Where these stand in the reader's list: told of together, as each stands between others. */
  put(places: RoomPlace[]): void {
    if (places.length === 0) return;
    for (const { roomId, ...place } of places) {
      const room = this.rooms.get(roomId);
      if (room?.membership) room.membership = { ...room.membership, ...place };
    }
    this.show();
  }

  get defaultLevel(): Level {
    return this.tellsOf;
  }

  setDefaultLevel(level: Level): void {
    this.tellsOf = level;
    for (const { id, membership } of this.all) if (membership?.ownLevel === null) this.choose(id, membership);
  }

  /** Whom the reader ignores is otherwise now. */
  lookAgain(): void {
    for (const { id, peerId } of this.all)
      if (peerId !== undefined) this.change(id, (room) => (room.isIgnored = this.ignores(peerId)));
  }

  /** Rooms that were only looked at go from the list with the look, but for one that is still open. */
  endLooks(openRoomId: number): void {
    for (const { id, membership } of this.all) if (!membership && id !== openRoomId) this.remove(id);
  }

  /** Rooms that were muted until a moment which is over. */
  wake(now: number): void {
    for (const { id, membership } of this.all)
      if (membership?.mutedUntil && Date.parse(membership.mutedUntil) <= now)
        this.choose(id, { ...membership, muted: false, mutedUntil: null });
  }

  /** A conversation that may be new, with a message at `seq`. */
  addConversation(id: number, { id: peerId, username, name, picture }: UserView, seq: number): void {
    const address = `@${username}`;
    const room = { id, address, name, access: 'direct', lastSeq: seq - 1 } as const;
    const membership = { ...untouched, level: this.tellsOf };
    this.add({ ...room, unread: 0, mentions: 0, membership, peerId, picture });
  }

  /** The seq up to which the room is counted. */
  countedTo(roomId: number): number {
    return this.rooms.get(roomId)?.lastSeq ?? 0;
  }

  unreadOf(roomId: number): number {
    return this.rooms.get(roomId)?.unread ?? 0;
  }

  /** `count` more to read in a room that was counted up to an earlier seq. */
  count(roomId: number, count: number, seq: number): void {
    if (seq <= this.countedTo(roomId)) return;
    this.knows(roomId, seq);
    this.setUnread(roomId, this.unreadOf(roomId) + count);
  }

  /** What was announced up to here counts no more. */
  knows(roomId: number, seq: number): void {
    const room = this.rooms.get(roomId);
    if (!room || seq <= room.lastSeq) return;
    room.lastSeq = seq;
    if (room.lastMessageAt !== undefined) room.lastMessageAt = new Date().toISOString();
  }

  /** The server's own counts; without `mentions` no more of them than there were. */
  setUnread(roomId: number, unread: number, mentions?: number): void {
    this.change(roomId, (room) => count(room, unread, mentions));
  }

  /** Something more was said to the reader there; what came is counted by itself, before or after. */
  addMention(roomId: number): void {
    this.change(roomId, (room) => room.mentions++);
  }

  rename(roomId: number, { name, address, picture }: Pick<RoomInList, 'name' | 'address' | 'picture'>): void {
    this.change(roomId, (room) => Object.assign(room, { name, address, picture }));
  }

  remove(roomId: number): void {
    if (this.rooms.delete(roomId)) this.listener.removed(roomId);
  }

  private update(known: KnownRoom, { id, lastSeq, unread, mentions, membership, ...room }: RoomInList): void {
    const { lastMessageAt, faces, name, address, picture } = room;
    this.knows(id, lastSeq);
    this.saidLast(id, lastMessageAt);
    Object.assign(known, { membership: this.asTold(known, membership), faces, name, address, picture });
    count(known, unread, mentions);
  }

  private known(room: RoomInList): KnownRoom {
    const isIgnored = room.peerId !== undefined && this.ignores(room.peerId);
    return { ...room, membership: this.asTold(room, room.membership), isIgnored };
  }

  /** A page may be older than what is known of the default. */
  private asTold(room: RoomInList, membership: MembershipView | null): MembershipView | null {
    if (membership?.ownLevel !== null) return membership;
    return { ...membership, level: defaultLevelIn(room, this.tellsOf) };
  }

  private change(roomId: number, change: (room: KnownRoom) => void): void {
    const room = this.rooms.get(roomId);
    if (!room) return;
    change(room);
    this.listener.changed(room);
  }
}

/** Whoever only looks at a room has nothing to read there. */
function count(room: KnownRoom, unread: number, mentions = room.mentions): void {
  room.unread = room.membership ? unread : 0;
  room.mentions = Math.min(mentions, room.unread);
}
