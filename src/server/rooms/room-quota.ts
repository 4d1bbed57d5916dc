/**
 * How many rooms one person may make in a day. Besides room on the disk and in the lobby this bounds what a name tells: that it
 * is taken, be it by a private room, is answered only to whoever would have made the room.
 */
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../config/config.js';
import type { Role } from '../../shared/people.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import type { Made } from './room-making.repository.js';

const mostADay = {
  rooms: { guest: 0, member: 20, moderator: 20, bot: 20, admin: 200 },
  conversations: { guest: 20, member: 100, moderator: 100, bot: 100, admin: 1_000 },
} as const satisfies Record<string, Record<Role, number>>;

type Kind = keyof typeof mostADay;

const sentences = {
  rooms: 'You have created as many rooms as one person can in a day. Try again in {{count}} hours.',
  conversations:
    'You have started as many conversations as one person can in a day. Try again in {{count}} hours.',
} as const;

@Injectable()
export class RoomQuota {
  constructor(@Inject(CONFIG) private readonly config: RunningConfig) {}

  /** How many of a kind the person may make within a day. */
  most(kind: Kind, { role }: SignedInUser): number {
    return this.config.RATE_LIMITS ? mostADay[kind][role] : Number.MAX_SAFE_INTEGER;
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
