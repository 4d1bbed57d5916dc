/** Peace in a room: who is silent there for a while, and who may not come in. */
import { z } from 'zod';
import { instant, time } from './ids.js';
import { reason, userView } from './people.js';

const future = instant.refine(
  (moment) => moment.getTime() > Date.now(),
  'The end of it must be in the future.',
);

export const silence = z
  .object({
    until: future.nullable().describe('null: they may write again'),
    reason: reason.optional(),
  })
  .meta({ id: 'Silence' });
export type Silence = z.output<typeof silence>;

export const newRoomBan = z
  .object({
    until: future.nullable().optional().describe('missing or null: for good'),
    reason: reason.optional(),
  })
  .meta({ id: 'NewRoomBan', example: { reason: 'Sells things' } });
export type NewRoomBan = z.output<typeof newRoomBan>;

export const roomBanView = z
  .object({
    user: userView,
    until: time.nullable().describe('null: for good'),
    reason: z.string(),
    bannedBy: userView,
    bannedAt: time,
  })
  .meta({ id: 'RoomBan' });
export type RoomBanView = z.infer<typeof roomBanView>;

export const roomBanList = z
  .object({ bans: z.array(roomBanView).describe('1000 at most') })
  .meta({ id: 'RoomBanList' });

export const silencedView = z.object({ user: userView, until: time }).meta({ id: 'Silenced' });
export type SilencedView = z.infer<typeof silencedView>;

export const silencedList = z
  .object({ silences: z.array(silencedView).describe('1000 at most') })
  .meta({ id: 'SilencedList' });
