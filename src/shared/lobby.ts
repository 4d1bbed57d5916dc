/** What the lobby shows, for its page, its script and programs. */
import { z } from 'zod';
import { count, time } from './ids.js';
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
    others: z.array(listedRoom).describe('open to you; 200 at most, the rest are found by name'),
    direct: z.array(listedRoom),
  })
  .meta({ id: 'Lobby' });
export type LobbyView = z.output<typeof lobbyView>;
