import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** Read in another tab or on another device, or marked as unread there. */
export function listenToRead(socket: ChatSocket, shell: Shell): void {
  const { rooms, watch } = shell;
  socket.on('read', ({ roomId, lastReadSeq, unread }) => {
    watch.counted(roomId);
    rooms.knows(roomId, lastReadSeq);
    rooms.setUnread(roomId, unread);
    shell.visitTo(roomId)?.room.reading.readElsewhere({ lastReadSeq, unread });
  });
}
