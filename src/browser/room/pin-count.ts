/** How many messages are pinned in the open room, at its heading and in its menu. */
import type { ChatSocket } from '../core/connection.js';

export function watchPins(socket: ChatSocket): void {
  socket.on('pins_changed', ({ roomId, total }) => {
    const room = document.querySelector(`main[data-room="${roomId}"]`);
    for (const place of room?.querySelectorAll('[data-pins]') ?? [])
      place.textContent = total > 0 ? String(total) : '';
  });
}
