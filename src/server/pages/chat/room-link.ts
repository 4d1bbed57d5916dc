import { roomPath } from '../../../shared/paths.js';
import type { ListedRoom } from '../../../shared/lobby.js';

/** What views/rooms/room-link.hbs and the lobby show of a room; beside an open room nobody shows who is online. */
export function roomLink(
  { room, peer, online, unread, lastMessageAt }: Omit<ListedRoom, 'online'> & { online?: number },
  openRoomId?: number,
) {
  return {
    id: room.id,
    name: room.name,
    topic: room.topic,
    href: roomPath(room.address),
    lastSeq: room.lastSeq,
    unread,
    online,
    lastMessageAt,
    isDirect: room.access === 'direct',
    peerId: peer?.id,
    isClosed: room.access === 'private' || room.access === 'admins',
    isOpen: room.id === openRoomId,
  };
}
