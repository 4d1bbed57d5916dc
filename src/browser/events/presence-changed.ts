import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** People came or went, whatever room they look at. */
export function listenToPresenceChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('presence_changed', ({ roomId, people }) => {
    shell.here.tell(people);
    shell.visitTo(roomId)?.people.changed(people);
  });
}
