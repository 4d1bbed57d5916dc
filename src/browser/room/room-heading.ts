import { roomPath } from '../../shared/paths.js';
import type { RoomView } from '../../shared/rooms.js';
import { t } from '../ui/page-texts.js';
import type { RoomPageParts } from './room-page-parts.js';

/** Shows a room's new name, topic and address, and whether one may write there. */
export function showRoom(room: RoomView, parts: RoomPageParts): void {
  const { heading, topic, rooms } = parts;
  heading.textContent = room.name;
  topic.textContent = room.topic;
  topic.title = room.topic;
  rooms.rename(room);
  if (room.address !== parts.address) move(room, parts);
  const isAdministrator = parts.main.dataset.myRole === 'admin';
  if (room.archivedAt) parts.close(t('This room is archived: it can be read, not written in.'));
  else if (room.posting === 'admins' && !isAdministrator)
    parts.close(t('Only administrators write in this room.'));
  else parts.reopen();
}

/** Whoever reloads the page, or comes back to it, finds the room where it is now. */
function move(room: RoomView, parts: RoomPageParts): void {
  parts.main.dataset.address = room.address;
  history.replaceState(history.state, '', roomPath(room.address));
}
