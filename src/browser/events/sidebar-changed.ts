import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** The reader keeps their list of rooms otherwise now, by this device or another. */
export function listenToSidebarChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('sidebar_changed', ({ moved, ...sidebar }) => {
    shell.rooms.put(moved);
    shell.list.arrange(sidebar);
    // A page says when something was said last only where rooms are sorted by it.
    if (sidebar.order === 'activity') shell.refreshRooms();
  });
}
