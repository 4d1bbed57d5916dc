import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** The reader lost a room: it is not listed any more. The open one: see RoomSession. */
export function listenToRoomRemoved(socket: ChatSocket, shell: Shell): void {
  socket.on('room_removed', ({ roomId }) => {
    if (!shell.visitTo(roomId)) shell.rooms.remove(roomId);
  });
}
