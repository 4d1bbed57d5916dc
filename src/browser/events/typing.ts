import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToTyping(socket: ChatSocket, shell: Shell): void {
  socket.on('typing', ({ roomId, user }) => {
    if (!shell.ignoring.has(user.id)) shell.visitTo(roomId)?.typing.add(user);
  });
}
