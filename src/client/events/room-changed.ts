import type { ChatSocket } from '../connection.js';
import type { Shell } from '../shell.js';

export function listenToRoomChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('room_changed', ({ room }) => {
    const open = shell.visit?.room;
    if (room.id === open?.id) open.changed(room);
    else shell.rooms.rename(room.id, room.name);
  });
}
