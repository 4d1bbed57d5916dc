import type { UserView } from '../../shared/people.js';
import type { PresenceEntry } from './presence.repository.js';

interface LiveSocket {
  user: UserView;
  /** When the socket left the room, in milliseconds; undefined while it is there. */
  leftAt?: number;
}

interface LiveRoom {
  sockets: Map<string, LiveSocket>;
  users: Map<number, UserView>;
  /** How many of the sockets are whose; kept so that nobody walks through a thousand sockets for each that comes. */
  tabs: Map<number, number>;
}

/**
 * The set of this node's sockets in each room. A socket that left stays for a grace period, so that a reload, whose old
 * socket goes before the new one comes, is neither a leave nor a join.
 */
export class LiveSockets {
  private readonly rooms = new Map<number, LiveRoom>();
  /** Sockets that left, the earliest first: they all wait for the same time. */
  private readonly leaving: { roomId: number; socketId: string; at: number }[] = [];

  constructor(private readonly graceMs: number) {}

  enter(roomId: number, socketId: string, user: UserView): void {
    let room = this.rooms.get(roomId);
    if (!room) this.rooms.set(roomId, (room = { sockets: new Map(), users: new Map(), tabs: new Map() }));
    if (!room.sockets.has(socketId)) room.tabs.set(user.id, (room.tabs.get(user.id) ?? 0) + 1);
    room.sockets.set(socketId, { user });
    room.users.set(user.id, user);
  }

  leave(roomId: number, socketId: string, now: number): void {
    const socket = this.rooms.get(roomId)?.sockets.get(socketId);
    if (!socket || socket.leftAt !== undefined) return;
    socket.leftAt = now;
    this.leaving.push({ roomId, socketId, at: now });
  }

  /** Forgets the sockets whose grace is over, and says which they were. */
  expire(now: number): PresenceEntry[] {
    const due = this.leaving.findIndex(({ at }) => at > now - this.graceMs);
    const waited = this.leaving.splice(0, due === -1 ? this.leaving.length : due);
    return waited.flatMap(({ roomId, socketId, at }) => {
      const socket = this.rooms.get(roomId)?.sockets.get(socketId);
      if (socket?.leftAt !== at) return [];
      this.remove(roomId, socketId, socket.user.id);
      return [{ roomId, socketId, userId: socket.user.id }];
    });
  }

  /** Who has a socket in the room; a live view, not a copy. */
  usersIn(roomId: number): ReadonlyMap<number, UserView> {
    return this.rooms.get(roomId)?.users ?? nobody;
  }

  serves(roomId: number): boolean {
    return this.rooms.has(roomId);
  }

  roomIds(): number[] {
    return [...this.rooms.keys()];
  }

  entries(): PresenceEntry[] {
    return [...this.rooms].flatMap(([roomId, { sockets }]) =>
      [...sockets].map(([socketId, { user }]) => ({ roomId, socketId, userId: user.id })),
    );
  }

  private remove(roomId: number, socketId: string, userId: number): void {
    const { sockets, users, tabs } = this.rooms.get(roomId)!;
    sockets.delete(socketId);
    const left = tabs.get(userId)! - 1;
    if (left > 0) tabs.set(userId, left);
    else {
      tabs.delete(userId);
      users.delete(userId);
    }
    if (sockets.size === 0) this.rooms.delete(roomId);
  }
}

const nobody: ReadonlyMap<number, UserView> = new Map();
