/** What the lobby shows, for its page, its script and programs. */
import { z } from 'zod';
import { count, time } from './ids.js';
import { afterPlace, forwards, list, nextPlace, searchText } from './lists.js';
import { membershipView } from './memberships.js';
import { messageKinds } from './messages.js';
import { userView } from './people.js';
import { roomView } from './rooms.js';
import { aboutView } from './room-lines.js';

const listedRoom = z.object({
  room: roomView,
  peer: userView.nullable().describe('the other person in a private conversation'),
  others: z.array(userView).nullable().describe('of a group, you excepted'),
  online: count.describe(
    'people online in it; in a private conversation, 1 while the other person is online anywhere',
  ),
  unread: count,
  lastMessageAt: time.nullable(),
  membership: membershipView.nullable().describe('null for whoever is no member'),
});
export type ListedRoom = z.output<typeof listedRoom>;

const roomInWords = z
  .object({
    ...listedRoom.shape,
    mentions: count.describe(
      'how much of what is unread was said to you: mentions, answers, threads that you follow',
    ),
    members: count.nullable().describe('counted to 100; of the first rooms of a list'),
    lastWords: z
      .object({ author: userView, kind: z.enum(messageKinds), text: z.string(), about: aboutView.optional() })
      .nullable()
      .describe('the newest message, cut, unless you ignore its author; of the first rooms of a list'),
  })
  .meta({ id: 'ListedRoom' });
export type RoomInWords = z.output<typeof roomInWords>;

export const lobbyView = z
  .object({
    mine: z.array(roomInWords),
    others: z.array(roomInWords).describe('open to you; the first page of them'),
    direct: z.array(roomInWords),
    next: nextPlace.describe('where the others continue, as after of /api/lobby/others; null at the end'),
    activity: count.describe('what was meant for you and is new; counted to 1000'),
  })
  .meta({ id: 'Lobby' });
export type LobbyView = z.output<typeof lobbyView>;

/** Rooms that are open to the reader and not theirs. */
export const openRooms = list('rooms', roomInWords).extend({ next: nextPlace }).meta({ id: 'OpenRooms' });
export type OpenRooms = z.output<typeof openRooms>;

export const openRoomsWanted = z.object({
  after: afterPlace,
  limit: forwards.limit,
  query: searchText.describe('part of the name; all that is found is on one page'),
});
