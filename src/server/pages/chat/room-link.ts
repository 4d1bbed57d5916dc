import { roomPath } from '../../../shared/paths.js';
import type { ListedRoom } from '../../../shared/lobby.js';
import type { KeptItem } from '../../platform/rendering/kept-helpers.js';

/** What views/rooms/room-link.hbs and room-card.hbs show of a room; beside an open room of conversations only whether the other is here. */
export function roomLink(
  { room, peer, online, unread, lastMessageAt }: Omit<ListedRoom, 'online'> & { online?: number },
  openRoomId?: number,
): KeptItem {
  const { id, name, topic, lastSeq, access } = room;
  const isDirect = access === 'direct';
  const isClosed = access === 'private' || access === 'admins';
  const isOpen = id === openRoomId;
  const href = roomPath(room.address);
  // The topic comes last: all the others are without spaces. The address tells the name.
  return {
    keptAs: `${id} ${href} ${access} ${peer?.id} ${lastSeq} ${unread} ${online} ${isOpen} ${lastMessageAt} ${topic}`,
    shows: () => ({
      ...{ id, name, topic, href, lastSeq, unread, online, lastMessageAt },
      ...{ isDirect, peerId: peer?.id, isClosed, isOpen },
    }),
  };
}
