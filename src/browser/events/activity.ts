import type { ActivityKind } from '../../shared/activity.js';
import type { ChatSocket } from '../core/connection.js';
import type { Shell } from '../shell/shell.js';

/** What a room's number counts in copper. */
const isCall = (kind: ActivityKind) => kind === 'mention' || kind === 'answer' || kind === 'thread';

/** Something was meant for the reader, or what is new of that has changed: read elsewhere, taken back. */
export function listenToActivity(socket: ChatSocket, shell: Shell): void {
  const { rooms } = shell;
  socket.on('activity', ({ entry, unread }) => {
    shell.tellActivity(unread);
    if (entry && !entry.read && isCall(entry.kind)) rooms.addMention(entry.room.id);
    // In which room it is less, or more again, the counts of all rooms tell.
    const calls = unread.mention + unread.answer + unread.thread;
    if (!entry && (calls > 0 || rooms.all.some(({ mentions }) => mentions > 0))) shell.refreshRooms();
  });
}
