import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** One's own private message is stored, from this tab or another. */
export function listenToPrivateMessageDelivered(socket: ChatSocket, shell: Shell): void {
  socket.on('private_message_delivered', ({ to, message }) => {
    const { visit, rooms } = shell;
    visit?.room.showPrivate(message, to, true);
    if (message.roomId === visit?.room.id) return;
    visit?.parts.conversation(message.roomId, to, message.seq);
    rooms.knows(message.roomId, message.seq);
    if (!rooms.has(message.roomId)) shell.refreshRooms();
  });
}
