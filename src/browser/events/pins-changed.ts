import type { ChatSocket } from '../core/connection.js';

/** So many messages are pinned in the room: its heading and its menu say so, also where nobody has touched the page yet. */
export function listenToPinsChanged(socket: ChatSocket): void {
  socket.on('pins_changed', ({ roomId, total }) => {
    for (const place of document.querySelectorAll(`[data-room="${roomId}"] [data-pins]`))
      place.textContent = total ? String(total) : '';
  });
}
