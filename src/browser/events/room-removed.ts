import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToRoomRemoved(socket: ChatSocket, shell: Shell): void {
  socket.on('room_removed', ({ roomId }) => {
    shell.rooms.remove(roomId);
    const open = shell.visit?.room;
    if (roomId === open?.id) open.removed();
  });
}
