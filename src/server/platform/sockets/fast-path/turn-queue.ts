/**
 * What is due to a connection in one turn of the event loop, written at its end, all at once: more than half of a delivery's
 * CPU is the kernel's one write. A sender's acknowledgement and the message that it gets as everybody does are one.
 *
 * While something is queued here nothing else is written to the connection: whatever goes the stock way calls `flush` first
 * (boundBacklog, which hears of each such packet), or people would read their messages out of order.
 */
import type { EngineConnection } from '../engine.js';
import { idleStream } from './idle-stream.js';

/** Bytes that may be queued for one connection; beyond that they are the stream's, where P11 bounds and times them. */
const queueLimit = 64_000;

/** Bytes that are copied into one piece rather than given to the kernel as several. */
const copyLimit = 16_000;

interface Queue {
  frames: Buffer[];
  bytes: number;
}

const queues = new Map<EngineConnection, Queue>();

/** False for a connection that is behind, polling, upgrading or compressing: what is for it goes the stock way. */
export const mayQueue = (connection: EngineConnection): boolean =>
  queues.has(connection) || idleStream(connection) !== null;

/** Queues a frame, which must not change any more, for the end of this turn; only where it may be queued. */
export function enqueue(connection: EngineConnection, frame: Buffer): void {
  if (queues.size === 0) queueMicrotask(flushInTheEnd);
  let queue = queues.get(connection);
  if (!queue) queues.set(connection, (queue = { frames: [], bytes: 0 }));
  queue.frames.push(frame);
  queue.bytes += frame.length;
  if (queue.bytes > queueLimit) flush(connection);
}

/** Hands what is queued for a connection to its stream. */
export function flush(connection: EngineConnection): void {
  const queue = queues.get(connection);
  if (!queue) return;
  queues.delete(connection);
  write(connection, queue);
}

/** After all microtasks of this turn, as answers follow their messages by some of them; a tick alone may come before. */
const flushInTheEnd = () => process.nextTick(flushAll);

function flushAll(): void {
  for (const [connection, queue] of queues) {
    queues.delete(connection);
    write(connection, queue);
  }
}

/** Whoever is leaving gets nothing more: nothing may follow the frame that says so (RFC 6455, 5.5.1). */
function write({ transport }: EngineConnection, { frames, bytes }: Queue): void {
  const { readyState, _socket: stream } = transport.socket;
  if (readyState !== 1 || !stream) return;
  if (frames.length === 1) stream.write(frames[0]!);
  else if (bytes <= copyLimit) stream.write(Buffer.concat(frames, bytes));
  else {
    stream.cork();
    for (const frame of frames) stream.write(frame);
    stream.uncork();
  }
}
