/** What the lobby shows, for its page, its script and programs. */
import { z } from 'zod';
import { count, time } from './ids.js';
import { forwards, list, next, searchText } from './lists.js';
import { userView } from './people.js';
import { roomView } from './rooms.js';

const listedRoom = z
  .object({
    room: roomView,
    peer: userView.nullable().describe('the other person in a private conversation'),
    online: count.describe(
      'people online in it; in a private conversation, 1 while the other person is online anywhere',
    ),
    unread: count,
    lastMessageAt: time.nullable(),
  })
  .meta({ id: 'ListedRoom' });
export type ListedRoom = z.output<typeof listedRoom>;

export const lobbyView = z
  .object({
    mine: z.array(listedRoom),
    others: z.array(listedRoom).describe('open to you; the first page of them'),
    direct: z.array(listedRoom),
    next: next.describe('where the others continue, as after of /api/lobby/others; null at the end'),
  })
  .meta({ id: 'Lobby' });
export type LobbyView = z.output<typeof lobbyView>;

/** Rooms that are open to the reader and not theirs. */
export const openRooms = list('rooms', listedRoom).meta({ id: 'OpenRooms' });
export type OpenRooms = z.output<typeof openRooms>;

export const openRoomsWanted = z.object({
  ...forwards,
  after: forwards.after.describe('next of the page before'),
  query: searchText.describe('part of the name; all that is found is on one page'),
});
