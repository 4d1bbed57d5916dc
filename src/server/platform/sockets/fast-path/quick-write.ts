/**
 * Writing to a client without detours: ready frames, straight to the TCP stream of a WebSocket on which nothing waits.
 * Socket.IO, Engine.IO and ws each add a queue, events and a second buffer, which is half of a small write's CPU. What the
 * client receives is the same to the byte.
 */
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
  ack(id: number): (answer: object) => void;
}

/** Makes a socket's acknowledgements quick. `4` is a message to Engine.IO, `3` an acknowledgement to Socket.IO. */
export function quickenAcknowledgements(socket: object): void {
  const inside = socket as AcknowledgingSocket;
  const { conn } = inside.client;
  const ackByStock = inside.ack.bind(socket);
  inside.ack = (id) => {
    return (answer) => {
      if (mayQueue(conn)) enqueue(conn, textFrame(`43${id}[${jsonOf(answer)}]`));
      else ackByStock(id)(answer);
    };
  };
}
