/** What the lobby shows, for its page, its script and programs. */
import { z } from 'zod';
import { roomView, userView } from './rest.js';

const listedRoom = z
  .object({
    room: roomView,
    peer: userView.nullable().describe('the other person of a conversation of two'),
    online: z
      .int()
      .nonnegative()
      .describe('people online in it; in a conversation 1 while the other person is, anywhere'),
    unread: z.int().nonnegative(),
    lastMessageAt: z.iso.datetime().nullable(),
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
