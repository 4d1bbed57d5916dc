/** What this folder uses of Engine.IO's and ws's insides; the versions of socket.io, engine.io and ws are pinned. */
import type { EventEmitter } from 'node:events';
import type { Socket as NetSocket } from 'node:net';

export interface WebSocketTransport {
  name: string;
  writable: boolean;
  socket: EventEmitter & {
    readyState: number;
    extensions: string;
    _socket: NetSocket | null;
    terminate(): void;
  };
}

/** One connection of Engine.IO, below a socket of Socket.IO or before there is one. */
export interface EngineConnection {
  id: string;
  readyState: string;
  upgrading: boolean;
  /** Replaced by a new one each time it is handed to the transport. */
  writeBuffer: { data?: unknown }[];
  transport: WebSocketTransport;
  /** That of the handshake. */
  request: object;
  /** Until the next ping; `refresh` is called when an answer to the last one came. */
  pingIntervalTimer: object;
  /** Until an answer must be there; null while none is owed. `refresh` is called when something else comes instead. */
  pingTimeoutTimer: object | null;
  /** Something else has come while an answer is owed. */
  hasRefreshedPingTimeout: boolean;
  sendPacket(type: string): void;
  /** It has ended, for this reason. */
  onClose(reason: string): void;
  /** The stock way of a message; where it is written to a WebSocket, a ready frame is taken for it. */
  write(data: string, options: { wsPreEncodedFrame: Buffer[] }): void;
  /** With `discard` at once, without waiting for the client to take in what was written. */
  close(discard?: boolean): void;
  on(event: string, listener: (this: EngineConnection, ...given: never[]) => void): EngineConnection;
  off(event: string, listener: (this: EngineConnection, ...given: never[]) => void): EngineConnection;
}

/** Ends a connection at once, and with it what came or goes on it: a farewell would wait for a client that may never answer. */
export function cut(connection: EngineConnection): void {
  const { transport } = connection;
  connection.close(true);
  if (transport.name === 'websocket') transport.socket.terminate();
}
