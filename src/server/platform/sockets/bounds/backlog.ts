/**
 * What waits for a client to take it in (promise P11: 1 MB and 30 s at most). Looked at before each write, whatever is
 * written: broadcasts, answers, pings. A client that falls behind is closed; it catches up when it is back.
 */
import { Logger } from '@nestjs/common';
import { cut, type EngineConnection } from '../engine.js';
import { flush } from '../fast-path/turn-queue.js';

/** Bytes that may wait for one client. */
const backlogLimit = 1_000_000;

/** Milliseconds for which a client may take nothing while something waits. A ping is written every 15 s, so it is seen within 29. */
const stallLimit = 14_000;

const logger = new Logger('Socket');

/** A client that was found behind. */
interface Behind {
  /** What changes when it has taken something in, and since when it has not. */
  mark: unknown;
  since: number;
  /** Packets of this buffer that have been counted, and their bytes. */
  buffer: EngineConnection['writeBuffer'];
  counted: number;
  bytes: number;
}

const behind = new WeakMap<EngineConnection, Behind>();

/** From now on each packet that is about to be written to the connection is preceded by a look at what waits already. */
export function boundBacklog(connection: EngineConnection): void {
  connection.on('packetCreate', look);
}

function look(this: EngineConnection): void {
  // Before what follows it, and into the stream, where it counts.
  flush(this);
  const stream = this.transport.name === 'websocket' ? this.transport.socket._socket : null;
  const inStream = stream?.writableLength ?? 0;
  if (inStream === 0 && this.writeBuffer.length === 0 && this.transport.writable) return;
  // By polling, nothing but a buffer that was handed over says that the client has come for it.
  const mark = stream ? stream.bytesWritten - inStream : this.writeBuffer;
  const found = note(this, mark);
  if (inStream + found.bytes <= backlogLimit && performance.now() - found.since <= stallLimit) return;
  logger.debug(`Closed ${this.id}: it takes nothing in. It will catch up when it is back.`);
  cut(this);
}

function note(connection: EngineConnection, mark: unknown): Behind {
  const { writeBuffer } = connection;
  const before = behind.get(connection);
  const isStill = before !== undefined && before.mark === mark;
  const found = isStill
    ? before
    : { mark, since: performance.now(), buffer: writeBuffer, counted: 0, bytes: 0 };
  if (found.buffer !== writeBuffer) Object.assign(found, { buffer: writeBuffer, counted: 0, bytes: 0 });
  for (; found.counted < writeBuffer.length; found.counted++)
    found.bytes += sizeOf(writeBuffer[found.counted]!.data);
  behind.set(connection, found);
  return found;
}

const sizeOf = (data: unknown) => (typeof data === 'string' ? Buffer.byteLength(data) : 0);
