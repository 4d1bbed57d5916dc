import type { Socket as NetSocket } from 'node:net';
import type { EngineConnection } from '../engine.js';

/**
 * The TCP stream below a WebSocket on which nothing waits, so that writing to it directly keeps the order; else null.
 * Whatever is not idle, is polling, upgrading or compressing goes the libraries' own way.
 */
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
