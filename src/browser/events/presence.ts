/** user_list, user_join, user_leave: one effect, who is online here. */
import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

export function listenToPresence(socket: ChatSocket, shell: Shell): void {
  const visitTo = (roomId: number) => (shell.visit?.room.id === roomId ? shell.visit : undefined);
  socket.on('user_list', ({ roomId, users, online }) => visitTo(roomId)?.people.list(users, online));
  socket.on('user_join', ({ roomId, users, online }) => {
    const visit = visitTo(roomId);
    visit?.people.add(users, online);
    visit?.notices?.join(users);
  });
  socket.on('user_leave', ({ roomId, users, online }) => {
    const visit = visitTo(roomId);
    visit?.people.remove(users, online);
    visit?.notices?.leave(users);
    for (const { id } of users) visit?.parts.typing.remove(id);
  });
}
