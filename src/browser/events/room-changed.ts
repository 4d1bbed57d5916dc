import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** Beside another room, or in the lobby, an archived room is not listed any more. The open one: see RoomSession. */
export function listenToRoomChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('room_changed', ({ room }) => {
    if (shell.visitTo(room.id)) return;
    if (room.archivedAt) shell.rooms.remove(room.id);
    else shell.rooms.rename(room.id, room);
  });
}
