import { Controller } from '@nestjs/common';
import { oneById } from '../../shared/ids.js';
import { ignoredPeople } from '../../shared/people.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { IgnoringService } from './ignoring.service.js';

const listIgnored = operation({
  method: 'get',
  path: '/api/me/ignored',
  group: 'You',
  summary: 'Whom you ignore',
  who: 'read',
  answers: { 200: ignoredPeople },
});

const ignorePerson = operation({
  method: 'put',
  path: '/api/people/:id/ignored',
  group: 'People',
  summary: 'Ignore somebody: nothing that they do calls you, and pages fold what they write',
  about: 'They are not told. Your connections hear of it',
  who: 'write',
  params: oneById,
  answers: { 204: null },
  refusals: ['conflict'],
});

const hearPerson = operation({
  method: 'delete',
  path: '/api/people/:id/ignored',
  group: 'People',
  summary: 'Hear somebody again whom you ignored',
  who: 'write',
  params: oneById,
  answers: { 204: null },
});

@Controller()
export class IgnoringOperations {
  constructor(private readonly ignoring: IgnoringService) {}

  @Carries(listIgnored)
  async listIgnored({ me }: Asked<typeof listIgnored>) {
    return { users: await this.ignoring.list(me) };
  }

  @Carries(ignorePerson)
  ignorePerson({ me, params }: Asked<typeof ignorePerson>): Promise<void> {
    return this.ignoring.ignore(me, params.id);
  }

  @Carries(hearPerson)
  hearPerson({ me, params }: Asked<typeof hearPerson>): Promise<void> {
    return this.ignoring.hear(me, params.id);
  }
}
