import { Controller } from '@nestjs/common';
import { statisticsView } from '../../shared/statistics.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Statistics } from './statistics.service.js';

const readStatistics = operation({
  method: 'get',
  path: '/api/statistics',
  group: 'Administration',
  summary: 'What went on in the last 90 days',
  about:
    'A day ends at midnight UTC and is counted once, then: what is removed later stays counted, and a room that is deleted for good as well',
  who: 'admin',
  answers: { 200: statisticsView },
});

@Controller()
export class StatisticsOperations {
  constructor(private readonly statistics: Statistics) {}

  @Carries(readStatistics)
  readStatistics({ me }: Asked<typeof readStatistics>) {
    return this.statistics.read(me);
  }
}
