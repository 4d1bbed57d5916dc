import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** In another tab, or on another device, the reader chose how they are told of a room. */
export function listenToMembershipChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('membership_changed', ({ roomId, ...membership }) => {
    shell.rooms.choose(roomId, membership);
    shell.visitTo(roomId)?.room.choices.choose(membership);
  });
}
