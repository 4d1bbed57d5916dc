import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToTyping(socket: ChatSocket, shell: Shell): void {
  socket.on('typing', ({ roomId, user }) => shell.visitTo(roomId)?.typing.add(user));
}
