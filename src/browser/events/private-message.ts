import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** Shown at once in whichever room is open, and counted where it belongs. */
export function listenToPrivateMessage(socket: ChatSocket, shell: Shell): void {
  socket.on('private_message', ({ from, message: { roomId, seq }, message }) => {
    const { visit, rooms } = shell;
    if (!shell.ignoring.has(from.id)) visit?.room.showPrivate(message, from, false);
    if (shell.visitTo(roomId)) return;
    if (visit) rooms.addConversation(roomId, from, seq);
    if (rooms.get(roomId)) rooms.count(roomId, 1, seq);
    else shell.refreshRooms();
  });
}
