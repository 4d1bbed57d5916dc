import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** A room moved on: the open one catches up, another one has more to read, one that is not listed is new. */
export function listenToRoomHead(socket: ChatSocket, shell: Shell): void {
  socket.on('room_head', ({ roomId, seq, rev }) => {
    const open = shell.visit?.room;
    if (roomId === open?.id) open.catchUpTo(rev);
    else if (shell.rooms.has(roomId)) shell.watch.moved(roomId, seq);
    else shell.refreshRooms();
  });
}
