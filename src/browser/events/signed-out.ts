import type { ChatSocket, Connection } from '../core/connection.js';

export function listenToSignedOut(socket: ChatSocket, connection: Connection): void {
  socket.on('signed_out', () => connection.signInAgain());
}
