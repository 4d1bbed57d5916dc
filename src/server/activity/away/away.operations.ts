import { Controller } from '@nestjs/common';
import { awayView } from '../../../shared/away.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { AwayService } from './away.service.js';

const group = 'You';

const readAway = operation({
  method: 'get',
  path: '/api/me/away',
  group,
  summary: 'What came while you were away, and what was changed that you had read',
  about:
    'Null where you were not away for an hour, came back more than 12 hours ago, missed nothing, or have dismissed it',
  who: 'read',
  answers: { 200: awayView.nullable() },
});

const dismissAway = operation({
  method: 'delete',
  path: '/api/me/away',
  group,
  summary: 'Have it gone',
  who: 'write',
  answers: { 204: null },
});

@Controller()
export class AwayOperations {
  constructor(private readonly away: AwayService) {}

  @Carries(readAway)
  readAway({ me }: Asked<typeof readAway>) {
    return this.away.read(me);
  }

  @Carries(dismissAway)
  dismissAway({ me }: Asked<typeof dismissAway>) {
    return this.away.dismiss(me);
  }
}
