import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** Shown at once in whichever room is open, and counted where it belongs. */
export function listenToPrivateMessage(socket: ChatSocket, shell: Shell): void {
  socket.on('private_message', ({ from, message }) => {
    const { visit, rooms } = shell;
    visit?.room.showPrivate(message, from, false);
    if (message.roomId === visit?.room.id) return;
    visit?.parts.conversation(message.roomId, from, message.seq);
    if (rooms.has(message.roomId)) rooms.add(message.roomId, 1, message.seq);
    else shell.refreshRooms();
  });
}
