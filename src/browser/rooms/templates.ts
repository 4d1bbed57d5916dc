/** What lists of rooms are made of, as the server makes them. */
import bellOff from '../../../views/icons/bell-off.hbs';
import edit from '../../../views/icons/edit.hbs';
import lock from '../../../views/icons/lock.hbs';
import roomIcon from '../../../views/icons/room.hbs';
import avatar from '../../../views/people/avatar.hbs';
import roomLink from '../../../views/rooms/room-link.hbs';
import faces from '../../../views/rooms/faces.hbs';
import draftMark from '../../../views/rooms/draft-mark.hbs';
import roomMarks from '../../../views/rooms/room-marks.hbs';
import unreadBadge from '../../../views/rooms/unread-badge.hbs';
import type { RoomInList } from '../../shared/room-page.js';
import { roomLook } from '../../shared/rules/room-look.js';
import { roomPath } from '../../shared/paths.js';
import { elementOf, elementsOf, registerPartials } from '../ui/handlebars.js';

registerPartials({
  'icons/bell-off': bellOff,
  'icons/edit': edit,
  'icons/lock': lock,
  'icons/room': roomIcon,
  'people/avatar': avatar,
  'rooms/faces': faces,
  'rooms/room-marks': roomMarks,
  'rooms/unread-badge': unreadBadge,
});

/** What the templates show of a room. */
export const linkContext = (room: RoomInList) => ({
  ...room,
  href: roomPath(room.address),
  ...roomLook(room),
});

export const render = {
  roomLink: (room: RoomInList, isOpen: boolean) => elementOf(roomLink, { ...linkContext(room), isOpen }),
  roomMarks: (context: object) => elementsOf(roomMarks, context),
  faces: (room: RoomInList) => elementOf(faces, room),
  draftMark: () => elementOf(draftMark),
};
