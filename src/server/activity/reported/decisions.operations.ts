import { Controller } from '@nestjs/common';
import { oneById } from '../../../shared/ids.js';
import { newDecision } from '../../../shared/reports.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { ReportDecisions } from './decisions.service.js';

const decideReport = operation({
  method: 'patch',
  path: '/api/reports/:id',
  group: 'Reports',
  summary: 'Decide about a report, and all others of the same message',
  about:
    'For moderators; an account is disabled by administrators only. Whoever reported it hears what was decided. There is one decision, and no second one',
  who: 'write',
  params: oneById,
  body: newDecision,
  answers: { 204: null },
  refusals: ['conflict'],
});

@Controller()
export class DecisionsOperations {
  constructor(private readonly decisions: ReportDecisions) {}

  @Carries(decideReport)
  decideReport({ me, params, body }: Asked<typeof decideReport>): Promise<void> {
    return this.decisions.decide(me, params.id, body);
  }
}
