import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToMessageChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('message_changed', ({ roomId, message }) => {
    const room = shell.visit?.room;
    if (roomId === room?.id) room.log.receive([message]).catch(() => undefined);
  });
}
