/** The reader follows a thread or no more, or has read on in it, in another tab or on another device. */
import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToThreadChanged(socket: ChatSocket, shell: Shell): void {
  socket.on('thread_changed', (changed) => shell.visitTo(changed.roomId)?.threads?.changed(changed));
}
