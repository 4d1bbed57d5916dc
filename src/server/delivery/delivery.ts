import { Injectable } from '@nestjs/common';
import type { ServerEvent, ServerEvents } from '../../shared/events.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { Connections } from './connections.js';
import { DeliveryMetrics } from './delivery.metrics.js';
import { groups } from './groups.js';

interface Reach {
  /** Groups that are left out. */
  except?: string;
  /** Only this node's connections; the other nodes tell theirs. */
  local?: boolean;
  /** May be dropped when a client is slow. */
  volatile?: boolean;
}

/** The one way out to people's connections: to a group, on all nodes. */
@Injectable()
export class Delivery {
  private readonly metrics: DeliveryMetrics;

  constructor(
    private readonly connections: Connections,
    metrics: Metrics,
  ) {
    this.metrics = new DeliveryMetrics(metrics, () => connections.count);
  }

  /** To the connections of a group, or of several, each of them once. */
  send<Event extends ServerEvent>(
    group: string | string[],
    event: Event,
    payload: ServerEvents[Event],
    reach: Reach = {},
  ): void {
    const { server } = this.connections;
    if (!server) return;
    let operator = server.to(group);
    if (reach.except !== undefined) operator = operator.except(reach.except);
    if (reach.local) operator = operator.local;
    if (reach.volatile) operator = operator.volatile;
    (operator.emit as (event: Event, payload: ServerEvents[Event]) => boolean).call(operator, event, payload);
  }

  /** A person has become a member: their connections hear of the room's new messages from now on, on all nodes. */
  addMember(userId: number, roomId: number): void {
    this.connections.server?.in(groups.inbox(userId)).socketsJoin(groups.members(roomId));
  }

  /** A person has lost access: their connections hear nothing of the room any more, on all nodes. */
  removeMember(userId: number, roomId: number): void {
    const inbox = groups.inbox(userId);
    this.connections.server?.in(inbox).socketsLeave([groups.room(roomId), groups.members(roomId)]);
    this.send(inbox, 'room_removed', { roomId });
  }

  /** A room is open to its members only from now on: who looks at it without being one loses it, on all nodes. */
  removeStrangers(roomId: number): void {
    const [room, members] = [groups.room(roomId), groups.members(roomId)];
    this.send(room, 'room_removed', { roomId }, { except: members });
    this.connections.server?.in(room).except(members).socketsLeave(room);
  }

  /** Tells the connections of a group why, then closes them for good: the client does not reconnect by itself. */
  signOut(group: string, reason: string): void {
    this.send(group, 'signed_out', { reason });
    this.connections.server?.in(group).disconnectSockets(true);
  }

  /** Counts what was handed to so many connections of this node; called once for all of them. */
  count(event: unknown, payload: unknown, connections: number): void {
    const messages = event === 'chat_message' ? (payload as ServerEvents['chat_message']).messages.length : 0;
    this.metrics.frames.inc(connections);
    this.metrics.deliveries.inc(connections * messages);
  }
}
