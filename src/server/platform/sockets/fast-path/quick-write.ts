/**
 * Writing to a client without detours: ready frames, straight to the TCP stream of a WebSocket on which nothing waits.
 * Socket.IO, Engine.IO and ws each add a queue, events and a second buffer, which is half of a small write's CPU. What the
 * client receives is the same to the byte.
 */
import { Socket } from 'socket.io';
import type { EngineConnection } from '../engine.js';
import { jsonOf } from '../ready-json.js';
import { enqueue, mayQueue } from './turn-queue.js';

/** A WebSocket text frame as servers send it: final, unmasked (RFC 6455, 5.2). */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = 0x81;
  frame[1] = header === 2 ? length : header === 4 ? 126 : 127;
  if (header === 4) frame.writeUInt16BE(length, 2);
  if (header === 10) frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(text, header);
  return frame;
}

interface AcknowledgingSocket {
  client: { conn: EngineConnection };
  /** Makes the function that acknowledges the event of this id. */
  ack(id: number): (answer: object) => void;
}

const stock = Socket.prototype as unknown as AcknowledgingSocket;

/** Makes a socket's acknowledgements quick. */
export function quickenAcknowledgements(socket: object): void {
  (socket as AcknowledgingSocket).ack = ackQuickly;
}

/** `4` is a message to Engine.IO, `3` an acknowledgement to Socket.IO. */
function ackQuickly(this: AcknowledgingSocket, id: number): (answer: object) => void {
  const { conn } = this.client;
  return (answer) => {
    if (mayQueue(conn)) enqueue(conn, textFrame(`43${id}[${jsonOf(answer)}]`));
    else stock.ack.call(this, id)(answer);
  };
}
