/**
 * Broadcasts without detours. More than half of a delivery's CPU is the kernel's one write per client; this takes away most
 * of the rest: the frame is joined once and queued for the sockets that are idle. A room of many is served in
 * slices, so that nobody's acknowledgement waits behind it.
 */
import type { BroadcastOptions } from 'socket.io-adapter';
import type { EngineConnection } from '../engine.js';
import { enqueue, mayQueue } from './turn-queue.js';

/** Sockets that one turn of the event loop serves: 1,000 take about 8 ms. */
const slice = 1_000;

interface Target {
  id: string;
  client: { conn: EngineConnection };
}

type Deliver = (socket: Target) => void;

/** A Socket.IO event: its name, then its payload. */
interface Packet {
  data?: unknown[];
}

interface AdapterInside {
  sids: Map<string, Set<string>>;
  _encode(packet: Packet, options: { wsPreEncodedFrame?: Buffer[]; volatile?: boolean }): unknown[];
  apply(options: BroadcastOptions, deliver: Deliver): void;
}

interface Delivery {
  targets: Target[];
  rooms: Set<string>;
  deliver: Deliver;
}

/**
 * Quickens an adapter in place, the in-memory one or Redis's, which delivers through the same two methods. `delivered` hears
 * of each broadcast: the event, its payload, and how many sockets of this node it is for.
 */
export function quicken(
  adapter: object,
  delivered: (event: unknown, payload: unknown, sockets: number) => void,
): void {
  const inside = adapter as AdapterInside;
  const encode = inside._encode.bind(adapter);
  const apply = inside.apply.bind(adapter);
  const slices = new Slices(inside.sids);
  let prepared: { frame: Buffer; isVolatile: boolean; data: unknown[] } | undefined;

  // Called for each broadcast, right before `apply` and in the same turn.
  inside._encode = (packet, options) => {
    const encoded = encode(packet, options);
    const frame = options.wsPreEncodedFrame;
    prepared = frame && {
      frame: Buffer.concat(frame),
      isVolatile: options.volatile === true,
      data: packet.data ?? [],
    };
    return encoded;
  };

  inside.apply = (options, deliverByStock) => {
    const broadcast = prepared;
    prepared = undefined;
    if (!broadcast) return apply(options, deliverByStock);
    const targets: Target[] = [];
    apply(options, (socket) => targets.push(socket));
    delivered(broadcast.data[0], broadcast.data[1], targets.length);
    slices.add({
      targets,
      rooms: options.rooms,
      deliver: (socket) => deliverQuickly(socket, broadcast.frame, broadcast.isVolatile, deliverByStock),
    });
  };
}

/** Serves deliveries in their order, a slice a turn. */
class Slices {
  private readonly waiting: Delivery[] = [];

  constructor(private readonly roomsOf: Map<string, Set<string>>) {}

  add(delivery: Delivery): void {
    if (this.waiting.length === 0 && delivery.targets.length <= slice) {
      delivery.targets.forEach(delivery.deliver);
      return;
    }
    this.waiting.push(delivery);
    if (this.waiting.length === 1) this.serve();
  }

  /** Whoever left the room since the broadcast, a removed person say, gets nothing of it. */
  private serve(): void {
    const { targets, rooms, deliver } = this.waiting[0]!;
    for (const socket of targets.splice(0, slice)) {
      const here = this.roomsOf.get(socket.id);
      if (here && [...rooms].some((room) => here.has(room))) deliver(socket);
    }
    if (targets.length === 0) this.waiting.shift();
    if (this.waiting.length > 0) setImmediate(() => this.serve());
  }
}

/** A client that is behind gets it the stock way, on which it is looked at, or not at all. */
function deliverQuickly(socket: Target, frame: Buffer, isVolatile: boolean, deliverByStock: Deliver): void {
  const { conn } = socket.client;
  if (mayQueue(conn)) enqueue(conn, frame);
  else if (!isVolatile) deliverByStock(socket);
}
