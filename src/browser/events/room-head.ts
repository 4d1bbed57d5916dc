import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** A room moved on that is not open: it has more to read, or is new where it is not listed. The open one: see RoomSession. */
export function listenToRoomHead(socket: ChatSocket, shell: Shell): void {
  socket.on('room_head', ({ roomId, seq }) => {
    if (shell.visitTo(roomId)) return;
    if (shell.rooms.get(roomId)) shell.watch.moved(roomId, seq);
    else shell.refreshRooms();
  });
}
