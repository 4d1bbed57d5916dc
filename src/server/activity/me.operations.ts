import { Controller } from '@nestjs/common';
import { selfView } from '../../shared/memberships.js';
import { viewOf } from '../people/user-view.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Lobby } from '../rooms/lobby.js';
import { ActivityService } from './activity.service.js';

const readMe = operation({
  method: 'get',
  path: '/api/me',
  group: 'You',
  summary: 'Who you are, and what you have not read',
  who: 'read',
  answers: { 200: selfView },
});

@Controller()
export class MeOperations {
  constructor(
    private readonly lobby: Lobby,
    private readonly activity: ActivityService,
  ) {}

  @Carries(readMe)
  async readMe({ me, response }: Asked<typeof readMe>) {
    const { mine, direct } = await this.lobby.own(me);
    const { csrfToken } = response.locals as { csrfToken: string };
    return {
      user: { ...viewOf(me), role: me.role },
      scope: me.scope ?? null,
      unread: [...mine, ...direct].reduce((sum, { unread }) => sum + unread, 0),
      activity: (await this.activity.counts(me.id)).all,
      csrfToken: me.scope === undefined ? csrfToken : null,
    };
  }
}
