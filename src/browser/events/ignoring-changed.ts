import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** The reader ignores somebody, or does not any more, in this tab or on another device. */
export function listenToIgnoringChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('ignoring_changed', ({ user, ignored }) => {
    shell.ignoring.change(user.id, ignored);
    // What they wrote counts no more as unread, or does again.
    shell.refreshRooms();
  });
}
