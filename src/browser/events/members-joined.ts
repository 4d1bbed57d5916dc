import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** People have become members of the open room: by themselves, or as somebody brought them in. */
export function listenToMembersJoined(socket: ChatSocket, shell: Shell): void {
  socket.on('members_joined', ({ roomId, userIds }) => shell.visitTo(roomId)?.people.gained(userIds));
}
