/** Who hears of a room: the connections of its members, and of those who look at it. Changed here at once, on the other nodes by word. */
import { Injectable } from '@nestjs/common';
import { Connections } from '../delivery/connections.js';
import { Delivery } from '../delivery/delivery.js';
import { groups, parsedGroup } from '../delivery/groups.js';

/** Milliseconds for which those who become members of a room are gathered: when many come at once, each that looks at it is told once. */
const gatheredFor = 500;

@Injectable()
export class Audience {
  /** Ids of people, by the room that is still to be told of them. */
  private readonly joined = new Map<number, Set<number>>();

  constructor(
    private readonly connections: Connections,
    private readonly delivery: Delivery,
  ) {}

  /** A person has become a member: their connections hear of the room's new messages from now on, and whoever looks at it of them. */
  admit(userId: number, roomId: number): void {
    this.delivery.enter(groups.inbox(userId), [groups.members(roomId)]);
    const others = this.joined.get(roomId);
    if (others) return void others.add(userId);
    this.joined.set(roomId, new Set([userId]));
    setTimeout(() => this.tellOfJoined(roomId), gatheredFor).unref();
  }

  /** A person has lost access: their connections hear nothing of the room any more. */
  expel(userId: number, roomId: number): void {
    const inbox = groups.inbox(userId);
    this.delivery.leave(inbox, [groups.room(roomId), groups.members(roomId)]);
    this.delivery.send(inbox, 'room_removed', { roomId });
  }

  /** Whoever looks at the room hears that these people are no members of it any more. */
  tellOfLeft(roomId: number, userIds: number[]): void {
    for (const id of userIds) this.joined.get(roomId)?.delete(id);
    if (userIds.length > 0) this.delivery.send(groups.room(roomId), 'members_left', { roomId, userIds });
  }

  /** A room is open to its members only from now on: who looks at it without being one loses it. */
  expelStrangers(roomId: number): void {
    const [room, members] = [groups.room(roomId), groups.members(roomId)];
    const strangers = this.connections.in(room).filter((connection) => !connection.groups.has(members));
    // Told one by one: a broadcast may wait for its turn, and who has left the group by then is passed over.
    for (const stranger of strangers) {
      void stranger.leave(room);
      stranger.send('room_removed', { roomId });
    }
    this.delivery.send(room, 'room_removed', { roomId }, { except: members });
    this.delivery.leave(room, [room], [members]);
  }

  /** On this node alone: somebody who hears nothing any more but the rooms that they are in. The other nodes find it out. */
  expelLookers(userId: number): void {
    for (const connection of this.connections.in(groups.inbox(userId)))
      for (const room of connection.groups) {
        const { kind, id } = parsedGroup(room);
        if (kind !== 'room' || connection.groups.has(groups.members(Number(id)))) continue;
        void connection.leave(room);
        connection.send('room_removed', { roomId: Number(id) });
      }
  }

  /** A room is gone. */
  close(roomId: number): void {
    const [room, members] = [groups.room(roomId), groups.members(roomId)];
    this.delivery.send([room, members], 'room_removed', { roomId });
    for (const group of [room, members]) this.delivery.leave(group, [room, members]);
  }

  /** The same on this node alone, for what every node finds out by itself. */
  admitHere(userId: number, roomId: number): void {
    const members = groups.members(roomId);
    for (const connection of this.connections.in(groups.inbox(userId)))
      if (!connection.groups.has(members)) void connection.enter([members]);
  }

  /** On this node alone, for what every node finds out by itself. */
  expelHere(userId: number, roomId: number): void {
    const heard = [groups.room(roomId), groups.members(roomId)];
    const hearers = this.connections
      .in(groups.inbox(userId))
      .filter((connection) => heard.some((group) => connection.groups.has(group)));
    for (const hearer of hearers) {
      for (const group of heard) void hearer.leave(group);
      hearer.send('room_removed', { roomId });
    }
  }

  private tellOfJoined(roomId: number): void {
    const userIds = [...this.joined.get(roomId)!];
    this.joined.delete(roomId);
    if (userIds.length > 0) this.delivery.send(groups.room(roomId), 'members_joined', { roomId, userIds });
  }
}
