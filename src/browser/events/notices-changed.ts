import type { ChatSocket } from '../core/connection.js';
import { setLongestMessage } from '../ui/longest-message.js';
import type { Shell } from '../shell/shell.js';

/** How the reader is called, where they have not chosen for a room: by their own choice on another device, or by the server. */
export function listenToNoticesChanged(socket: ChatSocket, shell: Shell): void {
  const told = () => shell.visit?.room.choices.levelChanged();
  socket.on('notices_changed', (settings) => {
    shell.choices.notice(settings);
    told();
  });
  socket.on('settings_changed', ({ defaultLevel, messageLength }) => {
    setLongestMessage(messageLength);
    shell.choices.serverTells(defaultLevel);
    told();
  });
}
