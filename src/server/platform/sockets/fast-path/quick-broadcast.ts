/**
 * Broadcasts without detours. More than half of a delivery's CPU is the kernel's one write per client; this takes away most
 * of the rest: the frame is joined once and queued for the sockets that are idle.
 */
import type { BroadcastOptions } from 'socket.io-adapter';
import type { ChatServer } from '../socket.js';
import { QuickRooms } from './quick-rooms.js';
import { type Broadcast, type Delivered, Slices, type Target } from './slices.js';

/** A Socket.IO event: its name, then its payload. */
interface Packet {
  data?: unknown[];
}

interface AdapterInside {
  _encode(packet: Packet, options: { wsPreEncodedFrame?: Buffer[]; volatile?: boolean }): unknown[];
  apply(options: BroadcastOptions, deliver: (socket: Target) => void): void;
}

/**
 * Quickens a namespace's adapter in place, the in-memory one or Redis's, which delivers through the same two methods;
 * resolves with the way round it, which only an in-memory one allows.
 */
export function quicken(namespace: ReturnType<ChatServer['of']>, delivered: Delivered): QuickRooms {
  const { adapter } = namespace;
  const inside = adapter as unknown as AdapterInside;
  const encode = inside._encode.bind(adapter);
  const apply = inside.apply.bind(adapter);
  const slices = new Slices(adapter.sids);
  let prepared: (Pick<Broadcast, 'frame' | 'isVolatile'> & { data: unknown[] }) | undefined;

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
    const { data, frame, isVolatile } = broadcast;
    const targets: Target[] = [];
    apply(options, (socket) => targets.push(socket));
    delivered(data[0], data[1], targets.length);
    slices.add({ targets, rooms: options.rooms, frame, isVolatile, deliverByStock });
  };
  return new QuickRooms(namespace, slices, delivered);
}
