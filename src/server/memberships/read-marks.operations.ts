import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { readMark, readView } from '../../shared/memberships.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { ReadMarksService } from './read-marks.service.js';

const markRead = operation({
  method: 'put',
  path: '/api/rooms/:id/read',
  group: 'Messages of a room',
  summary: 'Say how far you have read',
  about: 'The mark never moves back, except with unread',
  who: 'write',
  params: oneById,
  body: readMark,
  answers: { 200: readView },
});

@Controller()
export class ReadMarksOperations {
  constructor(private readonly readMarks: ReadMarksService) {}

  @Carries(markRead)
  markRead({ me, params, body }: Asked<typeof markRead>) {
    return this.readMarks.mark(me, { roomId: params.id, ...body });
  }
}
