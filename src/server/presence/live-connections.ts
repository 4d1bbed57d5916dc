import type { UserView } from '../../shared/people.js';
import type { PresenceEntry } from './presence.repository.js';

interface LiveConnection {
  user: UserView;
  /** When the connection left the room, in milliseconds; undefined while it is there. */
  leftAt?: number;
}

interface LiveRoom {
  connections: Map<string, LiveConnection>;
  users: Map<number, UserView>;
  /** How many of the connections are whose; kept so that nobody walks through a thousand connections for each that comes. */
  tabs: Map<number, number>;
}

/**
 * The set of this node's connections in each room. A connection that left stays for a grace period, so that a reload, whose old
 * connection goes before the new one comes, is neither a leave nor a join.
 */
export class LiveConnections {
  private readonly rooms = new Map<number, LiveRoom>();
  /** Sockets that left, the earliest first: they all wait for the same time. */
  private readonly leaving: { roomId: number; connectionId: string; at: number }[] = [];

  constructor(private readonly graceMs: number) {}

  enter(roomId: number, connectionId: string, user: UserView): void {
    let room = this.rooms.get(roomId);
    if (!room) this.rooms.set(roomId, (room = { connections: new Map(), users: new Map(), tabs: new Map() }));
    if (!room.connections.has(connectionId)) room.tabs.set(user.id, (room.tabs.get(user.id) ?? 0) + 1);
    room.connections.set(connectionId, { user });
    room.users.set(user.id, user);
  }

  leave(roomId: number, connectionId: string, now: number): void {
    const connection = this.rooms.get(roomId)?.connections.get(connectionId);
    if (!connection || connection.leftAt !== undefined) return;
    connection.leftAt = now;
    this.leaving.push({ roomId, connectionId, at: now });
  }

  /** Forgets the connections whose grace is over, and says which they were. */
  expire(now: number): PresenceEntry[] {
    const due = this.leaving.findIndex(({ at }) => at > now - this.graceMs);
    const waited = this.leaving.splice(0, due === -1 ? this.leaving.length : due);
    return waited.flatMap(({ roomId, connectionId, at }) => {
      const connection = this.rooms.get(roomId)?.connections.get(connectionId);
      if (connection?.leftAt !== at) return [];
      this.remove(roomId, connectionId, connection.user.id);
      return [{ roomId, connectionId, userId: connection.user.id }];
    });
  }

  /** Somebody is shown so from now on; the rooms where they have connections. */
  show(person: UserView): number[] {
    const rooms = [...this.rooms].filter(([, { users }]) => users.has(person.id));
    for (const [, { users }] of rooms) users.set(person.id, person);
    return rooms.map(([roomId]) => roomId);
  }

  /** Who has a connection in the room; a live view, not a copy. */
  usersIn(roomId: number): ReadonlyMap<number, UserView> {
    return this.rooms.get(roomId)?.users ?? nobody;
  }

  /** Room id → people with a connection there; rooms without anybody are missing. */
  countsIn(roomIds: number[]): Map<number, number> {
    const served = roomIds.filter((roomId) => this.rooms.has(roomId));
    return new Map(served.map((roomId) => [roomId, this.usersIn(roomId).size]));
  }

  serves(roomId: number): boolean {
    return this.rooms.has(roomId);
  }

  roomIds(): number[] {
    return [...this.rooms.keys()];
  }

  entries(): PresenceEntry[] {
    return [...this.rooms].flatMap(([roomId, { connections }]) =>
      [...connections].map(([connectionId, { user }]) => ({ roomId, connectionId, userId: user.id })),
    );
  }

  private remove(roomId: number, connectionId: string, userId: number): void {
    const { connections, users, tabs } = this.rooms.get(roomId)!;
    connections.delete(connectionId);
    const left = tabs.get(userId)! - 1;
    if (left > 0) tabs.set(userId, left);
    else {
      tabs.delete(userId);
      users.delete(userId);
    }
    if (connections.size === 0) this.rooms.delete(roomId);
  }
}

const nobody: ReadonlyMap<number, UserView> = new Map();

export function sameKeys(a: Map<number, unknown>, b: Map<number, unknown> | undefined): boolean {
  return a.size === (b?.size ?? 0) && [...a.keys()].every((key) => b?.has(key));
}
