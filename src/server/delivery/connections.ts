import { Injectable } from '@nestjs/common';
import type { Role, UserView } from '../../shared/people.js';
import { withRole } from '../platform/access/signed-in-user.js';
import type { QuickRooms } from '../platform/sockets/fast-path/quick-rooms.js';
import type { ChatServer } from '../platform/sockets/socket.js';
import type { Connection } from './connection.js';
import { groups, isInbox, roomOfGroup } from './groups.js';
import { SocketConnection } from './socket-connection.js';

/** Told when a connection starts or stops looking at a room, for whatever reason. */
export interface RoomWatcher {
  entered(roomId: number, connection: Pick<Connection, 'id' | 'user'>): void;
  left(roomId: number, connectionId: string): void;
}

/** Told of every connection, whatever it looks at: the first group it is in, and the last, is its person's inbox. */
export interface PeopleWatcher {
  came(connection: Pick<Connection, 'id' | 'user'>): void;
  went(connectionId: string): void;
}

/** The connections of this node, and who looks at what. */
@Injectable()
export class Connections {
  private attached: ChatServer | undefined;
  private quickRooms: QuickRooms | undefined;
  private readonly watchers: RoomWatcher[] = [];
  private readonly peopleWatchers: PeopleWatcher[] = [];

  /** Undefined until the node serves sockets; a process that only runs a command never does. */
  get server(): ChatServer | undefined {
    return this.attached;
  }

  /** The short way to the groups of this node; undefined where broadcasts go the server's own way. */
  get quickly(): QuickRooms | undefined {
    return this.quickRooms;
  }

  /** Called once, when the Socket.IO server has been made. */
  attach(server: ChatServer, quickly: QuickRooms | undefined): void {
    this.attached = server;
    this.quickRooms = quickly;
    const { adapter, sockets } = server.of('/');
    server.on('connection', (socket) => {
      const { user, sessionId } = socket.data;
      void socket.join([groups.inbox(user.id), groups.session(sessionId)]);
    });
    adapter.on('join-room', (group: string, socketId: string) => {
      const roomId = roomOfGroup(group);
      const socket = roomId === null && !isInbox(group) ? undefined : sockets.get(socketId);
      if (!socket) return;
      const connection = new SocketConnection(socket);
      if (roomId === null) for (const watcher of this.peopleWatchers) watcher.came(connection);
      else for (const watcher of this.watchers) watcher.entered(roomId, connection);
    });
    adapter.on('leave-room', (group: string, socketId: string) => {
      const roomId = roomOfGroup(group);
      if (roomId !== null) for (const watcher of this.watchers) watcher.left(roomId, socketId);
      else if (isInbox(group)) for (const watcher of this.peopleWatchers) watcher.went(socketId);
    });
  }

  watchRooms(watcher: RoomWatcher): void {
    this.watchers.push(watcher);
  }

  watchPeople(watcher: PeopleWatcher): void {
    this.peopleWatchers.push(watcher);
  }

  get count(): number {
    return this.attached?.of('/').sockets.size ?? 0;
  }

  /** Those that are in a group. */
  in(group: string): SocketConnection[] {
    const { adapter, sockets } = this.attached?.of('/') ?? {};
    const ids = [...(adapter?.rooms.get(group) ?? [])];
    return ids.flatMap((id) => {
      const socket = sockets?.get(id);
      return socket ? [new SocketConnection(socket)] : [];
    });
  }

  /** What everybody here is in: the names of the groups, and of each the ids of its connections. A live view, not a copy. */
  get groups(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.attached?.of('/').adapter.rooms ?? nothing;
  }

  /** Whose a connection is; undefined when it is gone. */
  userOf(connectionId: string): Connection['user'] | undefined {
    return this.attached?.of('/').sockets.get(connectionId)?.data.user;
  }

  /** Somebody is shown otherwise from now on; their connections here know it at once. */
  show(person: UserView): void {
    for (const { id } of this.in(groups.inbox(person.id))) {
      const { data } = this.attached!.of('/').sockets.get(id)!;
      data.user = { ...data.user, ...person, picture: person.picture ?? null };
    }
  }

  /** Somebody has another role from now on; their connections here know it at once. */
  setRole(userId: number, role: Role): void {
    for (const { id } of this.in(groups.inbox(userId))) {
      const { data } = this.attached!.of('/').sockets.get(id)!;
      data.user = withRole(data.user, role);
    }
  }

  /** Rooms that at least one connection looks at. */
  servedRooms(): number[] {
    const names = this.attached?.of('/').adapter.rooms.keys() ?? [];
    return [...names].map(roomOfGroup).filter((roomId) => roomId !== null);
  }

  /** Closes for good those that came from an address that is meant; the other nodes close theirs. */
  closeFrom(isMeant: (address: string) => boolean, reason: string): void {
    for (const socket of this.attached?.of('/').sockets.values() ?? [])
      if (isMeant(socket.data.user.address ?? '')) new SocketConnection(socket).close(reason);
  }
}

const nothing: ReadonlyMap<string, ReadonlySet<string>> = new Map();
