/** user_list, user_join, user_leave: one effect, who is online here. */
import type { ChatSocket } from '../core/connection.js';
import { onceThere } from '../shell/later.js';
import type { Shell } from '../shell/shell.js';

export function listenToPresence(socket: ChatSocket, shell: Shell): void {
  socket.on('user_list', ({ roomId, users }) => shell.visitTo(roomId)?.people.joined(users));
  socket.on('user_join', ({ roomId, users }) => {
    const visit = shell.visitTo(roomId);
    visit?.people.came(users);
    onceThere(() => visit?.notices?.came(users));
  });
  socket.on('user_leave', ({ roomId, users }) => {
    const visit = shell.visitTo(roomId);
    visit?.people.went(users);
    onceThere(() => visit?.notices?.went(users));
    for (const { id } of users) visit?.typing.remove(id);
  });
}
