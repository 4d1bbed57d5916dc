/** The rooms that are listed, in the lobby or beside an open room, with what the reader has not read in each. */
import type { RoomInList } from '../../shared/room-page.js';
import type { UserView } from '../../shared/people.js';

export interface KnownRoom extends RoomInList {
  /** Something unread means the reader. */
  isMentioned: boolean;
}

export interface RoomsListener {
  added(room: KnownRoom): void;
  /** Its counts, or its name and address. */
  changed(room: KnownRoom): void;
  removed(roomId: number): void;
  /** These are all there are now. */
  refreshed(rooms: KnownRoom[]): void;
}

export class KnownRooms {
  private readonly rooms = new Map<number, KnownRoom>();

  constructor(private readonly listener: RoomsListener) {}

  get all(): KnownRoom[] {
    return [...this.rooms.values()];
  }

  get(roomId: number): KnownRoom | undefined {
    return this.rooms.get(roomId);
  }

  /** These are listed, and no others. */
  fill(rooms: RoomInList[]): void {
    const before = new Map(this.rooms);
    this.rooms.clear();
    for (const room of rooms) {
      const isMentioned = room.unread > 0 && (before.get(room.id)?.isMentioned ?? false);
      this.rooms.set(room.id, { ...room, isMentioned });
    }
    this.show();
  }

  /** Tells of all of them, as where they are shown is new. */
  show(): void {
    this.listener.refreshed(this.all);
  }

  /** A room that is one of the reader's now. */
  add(room: RoomInList): void {
    if (this.rooms.has(room.id)) return;
    const known = { ...room, isMentioned: false };
    this.rooms.set(room.id, known);
    this.listener.added(known);
  }

  /** What the server says of a room, which may be listed already. */
  learn(room: RoomInList): void {
    this.add(room);
    this.knows(room.id, room.lastSeq);
    this.setUnread(room.id, room.unread);
    this.rename(room.id, room);
  }

  /** A conversation that may be new, with a message at `seq`. */
  addConversation(id: number, { id: peerId, username }: UserView, seq: number): void {
    const address = `@${username}`;
    this.add({ id, address, name: username, access: 'direct', lastSeq: seq - 1, unread: 0, peerId });
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
    if (room) room.lastSeq = Math.max(room.lastSeq, seq);
  }

  /** The server's own count. */
  setUnread(roomId: number, unread: number): void {
    this.change(roomId, (room) => {
      room.unread = unread;
      if (unread === 0) room.isMentioned = false;
    });
  }

  /** Something unread in the room means the reader; the mark goes with the count. */
  setMentioned(roomId: number): void {
    this.change(roomId, (room) => (room.isMentioned = room.unread > 0));
  }

  rename(roomId: number, { name, address }: { name: string; address: string }): void {
    this.change(roomId, (room) => Object.assign(room, { name, address }));
  }

  remove(roomId: number): void {
    if (this.rooms.delete(roomId)) this.listener.removed(roomId);
  }

  private change(roomId: number, change: (room: KnownRoom) => void): void {
    const room = this.rooms.get(roomId);
    if (!room) return;
    change(room);
    this.listener.changed(room);
  }
}
