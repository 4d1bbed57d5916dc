import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** One's own private message is stored, from this tab or another. */
export function listenToPrivateMessageDelivered(socket: ChatSocket, shell: Shell): void {
  socket.on('private_message_delivered', ({ to, message: { roomId, seq }, message }) => {
    const { visit, rooms } = shell;
    visit?.room.showPrivate(message, to, true);
    if (shell.visitTo(roomId)) return;
    if (visit) rooms.addConversation(roomId, to, seq);
    rooms.knows(roomId, seq);
    if (!rooms.get(roomId)) shell.refreshRooms();
  });
}
