import { Injectable } from '@nestjs/common';
import type { ServerEvent, ServerEvents } from '../../shared/events.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import type { ChatServer } from '../platform/sockets/socket.js';
import { Connections } from './connections.js';
import { DeliveryMetrics } from './delivery.metrics.js';

type BroadcastOperator = ReturnType<ChatServer['in']>;

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
    const { server, quickly } = this.connections;
    const { except, volatile: isVolatile = false } = reach;
    if (quickly) return quickly.tell({ rooms: setOf(group), except, isVolatile }, event, payload);
    if (!server) return;
    let operator = server.to(group);
    if (except !== undefined) operator = operator.except(except);
    if (reach.local) operator = operator.local;
    if (isVolatile) operator = operator.volatile;
    (operator.emit as (event: Event, payload: ServerEvents[Event]) => boolean).call(operator, event, payload);
  }

  /** To all connections of this node, for what every node finds out by itself. */
  sendToAllHere<Event extends ServerEvent>(event: Event, payload: ServerEvents[Event]): void {
    const here = this.connections.server?.local;
    (here?.emit as ((event: Event, payload: ServerEvents[Event]) => boolean) | undefined)?.call(
      here,
      event,
      payload,
    );
  }

  /** The connections of a group hear from now on what is sent to `others` as well: here at once, and on the other nodes. */
  enter(group: string, others: string[]): void {
    for (const reached of this.reached(group)) reached.socketsJoin(others);
  }

  /** They hear it no more, but for those in the group `except`. */
  leave(group: string, others: string[], except: string[] = []): void {
    for (const reached of this.reached(group)) reached.except(except).socketsLeave(others);
  }

  /** Tells the connections of a group why, then closes them for good: the client does not reconnect by itself. */
  signOut(group: string, reason: string): void {
    for (const connection of this.connections.in(group)) connection.close(reason);
    this.send(group, 'signed_out', { reason });
    this.connections.server?.in(group).disconnectSockets(true);
  }

  /** Counts what was handed to so many connections of this node; called once for all of them. */
  count(event: unknown, payload: unknown, connections: number): void {
    const messages = event === 'chat_message' ? (payload as ServerEvents['chat_message']).messages.length : 0;
    this.metrics.frames.inc(connections);
    this.metrics.deliveries.inc(connections * messages);
  }

  /**
   * This node's connections of a group, then those of all nodes. With several nodes Socket.IO asks even its own sockets to
   * join, leave and disconnect by way of Redis only: while that is away, nobody would lose anything.
   */
  private reached(group: string): BroadcastOperator[] {
    const all = this.connections.server?.in(group);
    return all ? [all.local, all] : [];
  }
}

const setOf = (group: string | string[]) => new Set(typeof group === 'string' ? [group] : group);
