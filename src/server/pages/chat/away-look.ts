import type { AwayView } from '../../../shared/away.js';
import { messagePath } from '../../../shared/paths.js';
import type { Bearers } from '../../../shared/rules/former-names.js';
import { inLineOfNow } from './names-of-now.js';

/** Rooms that are named at once. */
const mostNamed = 3;

/** What views/activity/away.hbs shows. */
export function awayLook({ since, rooms, changed }: AwayView, bearers: Bearers) {
  return {
    since,
    named: rooms.slice(0, mostNamed).map(({ room, unread }, place) => ({
      ...{ name: room.name, unread },
      ...{ isFirst: place === 0, isDirect: room.address.startsWith('@') },
    })),
    moreRooms: Math.max(rooms.length - mostNamed, 0),
    changes: changed.length,
    rooms: rooms.map(({ room, unread, mentions, firstUnreadSeq }) => ({
      ...{ name: room.name, unread, mentions },
      href: messagePath(room.address, firstUnreadSeq),
    })),
    changed: changed.map(({ room, message, what, at }) => ({
      ...{ name: room.name, author: message.author, text: inLineOfNow(message, bearers).text, at },
      isDeleted: what === 'deleted',
      href: messagePath(room.address, message.seq),
    })),
  };
}
