import { Injectable } from '@nestjs/common';
import type { ServerEvent, ServerEvents } from '../../../shared/events.js';
import { type ChatServer, type ChatSocket, groups, roomOfGroup } from './socket.js';

interface Reach {
  /** Groups that are left out. */
  except?: string;
  /** Only this node's sockets; the other nodes tell theirs. */
  local?: boolean;
  /** May be dropped when a client is slow. */
  volatile?: boolean;
}

/** Told when a socket starts or stops looking at a room, for whatever reason. */
export interface RoomWatcher {
  entered(roomId: number, socket: ChatSocket): void;
  left(roomId: number, socketId: string): void;
}

/** The one way out to the sockets: to a group, on all nodes. */
@Injectable()
export class Broadcaster {
  private server: ChatServer | undefined;
  private readonly watchers: RoomWatcher[] = [];

  /** Called once by the adapter, when the Socket.IO server has been made. */
  attach(server: ChatServer): void {
    this.server = server;
    const namespace = server.of('/');
    namespace.adapter.on('join-room', (group: string, socketId: string) => {
      const roomId = roomOfGroup(group);
      const socket = namespace.sockets.get(socketId);
      if (roomId !== null && socket) this.watchers.forEach((watcher) => watcher.entered(roomId, socket));
    });
    namespace.adapter.on('leave-room', (group: string, socketId: string) => {
      const roomId = roomOfGroup(group);
      if (roomId !== null) this.watchers.forEach((watcher) => watcher.left(roomId, socketId));
    });
  }

  watchRooms(watcher: RoomWatcher): void {
    this.watchers.push(watcher);
  }

  /** To the sockets of a group, or of several, each of them once. */
  send<Event extends ServerEvent>(
    group: string | string[],
    event: Event,
    payload: ServerEvents[Event],
    reach: Reach = {},
  ): void {
    if (!this.server) return;
    let operator = this.server.to(group);
    if (reach.except !== undefined) operator = operator.except(reach.except);
    if (reach.local) operator = operator.local;
    if (reach.volatile) operator = operator.volatile;
    (operator.emit as (event: Event, payload: ServerEvents[Event]) => boolean).call(operator, event, payload);
  }

  /** Rooms that at least one socket of this node looks at. */
  servedRooms(): number[] {
    const names = this.server?.of('/').adapter.rooms.keys() ?? [];
    return [...names].map(roomOfGroup).filter((roomId) => roomId !== null);
  }

  /** A person has become a member: their sockets hear of the room's new messages from now on, on all nodes. */
  addMember(userId: number, roomId: number): void {
    this.server?.in(groups.inbox(userId)).socketsJoin(groups.members(roomId));
  }

  /** A person has lost access: their sockets hear nothing of the room any more, on all nodes. */
  removeMember(userId: number, roomId: number): void {
    const inbox = groups.inbox(userId);
    this.server?.in(inbox).socketsLeave([groups.room(roomId), groups.members(roomId)]);
    this.send(inbox, 'room_removed', { roomId });
  }

  /** A room is open to its members only from now on: who looks at it without being one loses it, on all nodes. */
  removeStrangers(roomId: number): void {
    this.send(groups.room(roomId), 'room_removed', { roomId }, { except: groups.members(roomId) });
    this.server?.in(groups.room(roomId)).except(groups.members(roomId)).socketsLeave(groups.room(roomId));
  }

  /** Tells the sockets of a group why, then closes them for good: the client does not reconnect by itself. */
  signOut(group: string, reason: string): void {
    this.send(group, 'signed_out', { reason });
    this.server?.in(group).disconnectSockets(true);
  }

  /** As `signOut`, but by network address, and this node's sockets only: the other nodes close theirs. */
  signOutWhere(isMeant: (address: string) => boolean, reason: string): void {
    for (const socket of this.server?.of('/').sockets.values() ?? []) {
      if (!isMeant(socket.data.user.address ?? '')) continue;
      socket.emit('signed_out', { reason });
      socket.disconnect(true);
    }
  }
}
