/**
 * Writing to a client without detours: one ready frame, straight to the TCP stream of a WebSocket on which nothing waits.
 * Socket.IO, Engine.IO and ws each add a queue, events and a second buffer, which is half of a small write's CPU. What the
 * client receives is the same to the byte. Whatever is not idle, is polling, upgrading or compressing goes the stock way.
 */
import type { Socket as NetSocket } from 'node:net';
import type { EngineConnection } from '../engine.js';

/** The TCP stream below a WebSocket on which nothing waits, so that writing to it directly keeps the order; else null. */
export function idleStream({
  readyState,
  upgrading,
  writeBuffer,
  transport,
}: EngineConnection): NetSocket | null {
  if (readyState !== 'open' || upgrading || writeBuffer.length > 0) return null;
  if (transport.name !== 'websocket' || !transport.writable) return null;
  const { socket } = transport;
  if (socket.readyState !== 1 || socket.extensions !== '' || !socket._socket) return null;
  return socket._socket.writableLength === 0 ? socket._socket : null;
}

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
  ack(id: number): (answer: unknown) => void;
}

/** Makes a socket's acknowledgements quick. `4` is a message to Engine.IO, `3` an acknowledgement to Socket.IO. */
export function quickenAcknowledgements(socket: object): void {
  const inside = socket as AcknowledgingSocket;
  const { conn } = inside.client;
  const ackByStock = inside.ack.bind(socket);
  inside.ack = (id) => {
    return (answer) => {
      const stream = idleStream(conn);
      if (stream) stream.write(textFrame(`43${id}${JSON.stringify([answer])}`));
      else ackByStock(id)(answer);
    };
  };
}
