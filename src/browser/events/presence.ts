/** user_list, user_join, user_leave: one effect, who is online here. */
import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToPresence(socket: ChatSocket, shell: Shell): void {
  socket.on('user_list', ({ roomId, users, online }) => shell.visitTo(roomId)?.people.list(users, online));
  socket.on('user_join', ({ roomId, users, online }) => {
    const visit = shell.visitTo(roomId);
    visit?.people.add(users, online);
    visit?.notices?.came(users);
  });
  socket.on('user_leave', ({ roomId, users, online }) => {
    const visit = shell.visitTo(roomId);
    visit?.people.remove(users, online);
    visit?.notices?.went(users);
    for (const { id } of users) visit?.typing.remove(id);
  });
}
