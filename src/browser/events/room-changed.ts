import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** The open room shows what it is now; beside another one, or in the lobby, an archived room is not listed any more. */
export function listenToRoomChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('room_changed', ({ room }) => {
    const open = shell.visit?.room;
    if (room.id === open?.id) open.changed(room);
    else if (room.archivedAt) shell.rooms.remove(room.id);
    else shell.rooms.rename(room);
  });
}
