/** What lists of rooms are made of, as the server makes them. */
import lock from '../../../views/icons/lock.hbs';
import roomIcon from '../../../views/icons/room.hbs';
import avatar from '../../../views/people/avatar.hbs';
import roomCard from '../../../views/rooms/room-card.hbs';
import roomLink from '../../../views/rooms/room-link.hbs';
import roomLists from '../../../views/rooms/room-lists.hbs';
import unreadBadge from '../../../views/rooms/unread-badge.hbs';
import type { ListedRoom } from '../../shared/lobby.js';
import { inList, type RoomInList } from '../../shared/room-page.js';
import { roomPath } from '../../shared/paths.js';
import { elementOf, elementsOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/lock': lock,
  'icons/room': roomIcon,
  'people/avatar': avatar,
  'rooms/room-card': roomCard,
  'rooms/unread-badge': unreadBadge,
});

/** What the templates show of a room. */
const linkContext = (room: RoomInList) => ({
  ...room,
  href: roomPath(room.address),
  isDirect: room.access === 'direct',
  isClosed: room.access === 'private' || room.access === 'admins',
});

export const roomContext = ({ online, lastMessageAt, ...listed }: ListedRoom) => ({
  ...linkContext(inList(listed)),
  ...{ topic: listed.room.topic, online, lastMessageAt },
});

export const render = {
  roomLink: (room: RoomInList, isOpen: boolean) => elementOf(roomLink, { ...linkContext(room), isOpen }),
  roomCard: (context: object) => elementOf(roomCard, context),
  roomLists: (context: object) => elementsOf(roomLists, context),
};
