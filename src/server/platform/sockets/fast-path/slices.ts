/** A room of many is served in slices, so that nobody's acknowledgement waits behind it. */
import type { EngineConnection } from '../engine.js';
import { enqueue, mayQueue } from './turn-queue.js';

/** Sockets that one turn of the event loop serves: 1,000 take about 8 ms. */
const slice = 1_000;

/** Hears of each broadcast: the event, its payload, and how many sockets of this node it is for. */
export type Delivered = (event: unknown, payload: unknown, sockets: number) => void;

export interface Target {
  id: string;
  client: { conn: EngineConnection };
}

export interface Broadcast {
  targets: Target[];
  rooms: Set<string>;
  frame: Buffer;
  isVolatile: boolean;
  /** For a client that is behind: on that way it is looked at. */
  deliverByStock: (socket: Target) => void;
}

/** Serves broadcasts in their order, a slice a turn. */
export class Slices {
  private readonly waiting: Broadcast[] = [];

  /** `roomsOf` tells in which rooms a socket is. */
  constructor(private readonly roomsOf: ReadonlyMap<string, ReadonlySet<string>>) {}

  add(broadcast: Broadcast): void {
    if (this.waiting.length === 0 && broadcast.targets.length <= slice) {
      for (const socket of broadcast.targets) deliver(socket, broadcast);
      return;
    }
    this.waiting.push(broadcast);
    if (this.waiting.length === 1) this.serve();
  }

  /** Whoever left the room since the broadcast, a removed person say, gets nothing of it. */
  private serve(): void {
    const broadcast = this.waiting[0]!;
    const { targets, rooms } = broadcast;
    for (const socket of targets.splice(0, slice)) {
      const here = this.roomsOf.get(socket.id);
      if (here && [...rooms].some((room) => here.has(room))) deliver(socket, broadcast);
    }
    if (targets.length === 0) this.waiting.shift();
    if (this.waiting.length > 0) setImmediate(() => this.serve());
  }
}

function deliver(socket: Target, { frame, isVolatile, deliverByStock }: Broadcast): void {
  const { conn } = socket.client;
  if (mayQueue(conn)) enqueue(conn, frame);
  else if (!isVolatile) deliverByStock(socket);
}
