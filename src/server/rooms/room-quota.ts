/**
 * Who may make rooms, and how many in a day. Besides room on the disk and in the lobby this bounds what a name tells: that it
 * is taken, be it by a private room, is answered only to whoever would have made the room.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../config/config.js';
import type { ServerSettings } from '../../shared/settings.js';
import type { Role } from '../../shared/people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import { SettingsService } from '../settings/settings.service.js';
import { WritingRules } from '../people/writing-rules.service.js';
import type { Made } from './room-making.repository.js';

type Kind = 'rooms' | 'conversations';

/** How much of what the settings say. */
const shares = {
  rooms: { guest: 0, member: 1, moderator: 1, bot: 1, admin: 10 },
  conversations: { guest: 0.2, member: 1, moderator: 1, bot: 1, admin: 10 },
} as const satisfies Record<Kind, Record<Role, number>>;

const sentences = {
  rooms: 'You have created as many rooms as one person can in a day. Try again in {{count}} hours.',
  conversations:
    'You have started as many conversations as one person can in a day. Try again in {{count}} hours.',
} as const;

/** For pages, which offer nothing that is refused. */
export const mayMakeRooms = (
  maker: Pick<SignedInUser, 'role'> | undefined,
  { rooms_by: roomsBy }: Pick<ServerSettings, 'rooms_by'>,
): boolean => maker?.role === 'admin' || (roomsBy === 'everyone' && maker?.role !== 'guest');

@Injectable()
export class RoomQuota {
  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    private readonly settings: SettingsService,
    private readonly rules: WritingRules,
  ) {}

  /** How many of a kind the person may make within a day. */
  most(kind: Kind, { role }: SignedInUser): number {
    if (!this.config.RATE_LIMITS) return Number.MAX_SAFE_INTEGER;
    return Math.ceil(this.settings.current[`${kind}_a_day`] * shares[kind][role]);
  }

  /** Throws `forbidden` where the person may make no rooms, or writes nothing now, `invalid` where a word is in the way. */
  async requireMaker(maker: SignedInUser, name: string, topic: string): Promise<void> {
    const { role } = maker;
    if (role === 'guest')
      throw new AppError('forbidden', 'Guests make no rooms. Ask whoever invited you for one.');
    if (!mayMakeRooms(maker, this.settings.current))
      throw new AppError('forbidden', 'Only administrators make rooms here. Ask one of them for it.');
    await this.rules.require(maker, name, topic);
  }

  /** The id of what was made, null where it was there; throws `rate_limited` where it would be too many. */
  requireMade(kind: Kind, made: Made): number | null {
    if ('roomId' in made) return made.roomId;
    const retryAfterMs = Math.max(made.freeAt.getTime() - Date.now(), 1);
    throw new AppError('rate_limited', sentences[kind], {
      count: Math.ceil(retryAfterMs / 3_600_000),
      retryAfterMs,
    });
  }
}
