import { Controller } from '@nestjs/common';
import { allRead } from '../../shared/memberships.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { ReadAll } from './read-all.service.js';

const group = 'You';

const markAllRead = operation({
  method: 'put',
  path: '/api/me/read',
  group,
  summary: 'Mark all your rooms as read',
  about: 'Within an hour it can be taken back, once',
  who: 'write',
  answers: { 200: allRead },
});

const takeAllReadBack = operation({
  method: 'delete',
  path: '/api/me/read',
  group,
  summary: 'Take that back: what was unread before is unread again',
  about: 'Rooms that you have read, or marked, since then stay as they are',
  who: 'write',
  answers: { 200: allRead },
});

@Controller()
export class ReadAllOperations {
  constructor(private readonly all: ReadAll) {}

  @Carries(markAllRead)
  async markAllRead({ me }: Asked<typeof markAllRead>) {
    return { rooms: await this.all.readAll(me) };
  }

  @Carries(takeAllReadBack)
  async takeAllReadBack({ me }: Asked<typeof takeAllReadBack>) {
    return { rooms: await this.all.takeBack(me) };
  }
}
