import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToChatMessage(socket: ChatSocket, shell: Shell): void {
  socket.on('chat_message', ({ roomId, messages }) => {
    const room = shell.visit?.room;
    // A catch-up without an answer is repeated at the next connect.
    if (roomId === room?.id) room.log.receive(messages).catch(() => undefined);
  });
}
