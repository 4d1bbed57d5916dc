import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** People left the open room for good, or were removed, or are nobody any more. */
export function listenToMembersLeft(socket: ChatSocket, shell: Shell): void {
  socket.on('members_left', ({ roomId, userIds }) => shell.visitTo(roomId)?.people.left(userIds));
}
