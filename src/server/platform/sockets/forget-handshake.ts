/**
 * Lets go of the request with which a connection began, once it has come in: its headers, cookies and answer, and whatever a
 * middleware keeps with it, would stay for as long as the connection does, which was half of what an idle one took.
 */
import type { EngineConnection } from './engine.js';
import type { ChatSocket } from './socket.js';

/** What stands in its place is the same for all, so nothing may be kept in it; what is to stay of the handshake is in `data`. */
const nothing = Object.freeze({
  headers: Object.freeze({}),
  _query: Object.freeze({}),
  connection: Object.freeze({}),
});

export function forgetHandshake(socket: ChatSocket): void {
  (socket as { handshake: object }).handshake = nothing;
  const connection = socket.conn as unknown as EngineConnection;
  if (connection.transport.name === 'websocket') return forgetRequest(connection);
  // Who comes by polling may go on by WebSocket, with a request of its own.
  connection.on('upgrade', forgetUpgrade);
  connection.request = nothing;
}

function forgetUpgrade(this: EngineConnection): void {
  forgetRequest(this);
}

function forgetRequest(connection: EngineConnection): void {
  connection.request = nothing;
  const { socket: webSocket } = connection.transport;
  // Engine.IO's, for errors before the handshake was through: the transport has listeners of its own by now.
  for (const listener of webSocket.listeners('error'))
    if (listener.name === 'onUpgradeError') webSocket.off('error', listener as () => void);
}
