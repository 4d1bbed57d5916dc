/** Peace in a room: who is silent there for a while, and who may not come in. */
import { z } from 'zod';
import { idView, instant, time } from './ids.js';
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

const may = (what: string) => z.boolean().describe(`whether you may ${what}`);

/** How somebody stands to a room, to whoever sees it. */
export const standingInRoom = z
  .object({
    room: z.object({ id: idView, name: z.string(), address: z.string() }),
    member: z.boolean(),
    keeper: z.boolean(),
    keeperSince: time.nullable().describe('null for no keeper, and where it was not kept yet'),
    silencedUntil: time.nullable().describe('only those are told who look after the room, and moderators'),
    banned: z.boolean().describe('only they are told'),
    may: z
      .object({
        silence: may('silence them there'),
        ban: may('ban them from it'),
        remove: may('remove them'),
        keep: may('make them a keeper, or end that they are one'),
      })
      .describe('what you may do about them there'),
  })
  .meta({ id: 'StandingInRoom' });
export type StandingInRoom = z.infer<typeof standingInRoom>;
