import { Controller } from '@nestjs/common';
import { newUsername } from '../../../shared/people.js';
import { profileView } from '../../../shared/profiles.js';
import { Profiles } from '../../people/profiles.service.js';
import type { Asked } from '../../platform/operations/asked.js';
import { Carries } from '../../platform/operations/carries.decorator.js';
import { operation } from '../../platform/operations/operation.js';
import { Renames } from './renames.service.js';

const changeUsername = operation({
  method: 'put',
  path: '/api/me/username',
  group: 'You',
  summary: 'Take another username',
  about:
    'The one before stays yours: it leads to you, and nobody else can take it. Twice within 30 days at most',
  who: 'write',
  body: newUsername,
  answers: { 200: profileView },
  refusals: ['conflict'],
});

@Controller()
export class RenamesOperations {
  constructor(
    private readonly renames: Renames,
    private readonly profiles: Profiles,
  ) {}

  @Carries(changeUsername)
  async changeUsername({ me, body, request }: Asked<typeof changeUsername>) {
    await this.renames.takeName(me, body, request.sessionRowId);
    return this.profiles.read(me);
  }
}
