import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** Read in another tab or on another device. */
export function listenToRead(socket: ChatSocket, { rooms, watch }: Shell): void {
  socket.on('read', ({ roomId, lastReadSeq, unread }) => {
    watch.counted(roomId);
    rooms.knows(roomId, lastReadSeq);
    rooms.setUnread(roomId, unread);
  });
}
