/** What a keeper does about one person of a room, as a form says it. */
import { Injectable } from '@nestjs/common';
import { Keepers } from '../../memberships/keepers.service.js';
import { MembersService } from '../../memberships/members.service.js';
import { RoomPeace } from '../../memberships/room-peace.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';

const hour = 3_600_000;

export const keepingDoings = [
  'keeper',
  'unkeeper',
  'silence_hour',
  'silence_day',
  'speak',
  'remove',
  'ban_day',
  'ban_week',
  'ban',
] as const;

/** What the page says afterwards. */
export const doneAboutSomebody = 'Done. The room says so where everybody needs to know it.';

interface Doing {
  userId: number;
  does: (typeof keepingDoings)[number];
  reason?: string | undefined;
}

@Injectable()
export class KeepingDoings {
  constructor(
    private readonly keepers: Keepers,
    private readonly members: MembersService,
    private readonly peace: RoomPeace,
  ) {}

  do(actor: SignedInUser, roomId: number, { userId, does, reason }: Doing): Promise<void> {
    const until = (hours: number) => new Date(Date.now() + hours * hour);
    switch (does) {
      case 'keeper':
      case 'unkeeper':
        return this.keepers.set(actor, roomId, userId, does === 'keeper');
      case 'silence_hour':
      case 'silence_day':
        return this.peace.silence(actor, roomId, userId, {
          ...{ until: until(does === 'silence_day' ? 24 : 1), reason },
        });
      case 'speak':
        return this.peace.silence(actor, roomId, userId, { until: null });
      case 'remove':
        return this.members.remove(actor, roomId, userId);
      case 'ban_day':
      case 'ban_week':
        return this.peace.ban(actor, roomId, userId, {
          until: until(does === 'ban_week' ? 168 : 24),
          reason,
        });
      case 'ban':
        return this.peace.ban(actor, roomId, userId, { reason });
    }
  }
}
