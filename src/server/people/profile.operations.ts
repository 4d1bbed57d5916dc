import { Controller } from '@nestjs/common';
import { newStatus, profileChange, profileView } from '../../shared/profiles.js';
import type { Asked } from '../platform/operations/asked.js';
import { Carries } from '../platform/operations/carries.decorator.js';
import { operation } from '../platform/operations/operation.js';
import { Profiles } from './profiles.service.js';

const changeProfile = operation({
  method: 'patch',
  path: '/api/me',
  group: 'You',
  summary: 'Say who you are: the name that you are shown as, pronouns or a role, your time zone',
  about: 'Your username stays what you sign in with and are called by',
  who: 'write',
  body: profileChange,
  answers: { 200: profileView },
  refusals: ['conflict'],
  limit: 'send',
});

const readProfile = operation({
  method: 'get',
  path: '/api/me/profile',
  group: 'You',
  summary: 'What you say of yourself',
  who: 'read',
  answers: { 200: profileView },
});

const setStatus = operation({
  method: 'put',
  path: '/api/me/status',
  group: 'You',
  summary: 'Say how you are just now, by an emoji, a few words or both, for as long as you like',
  who: 'write',
  body: newStatus,
  answers: { 200: profileView },
  limit: 'send',
});

const clearStatus = operation({
  method: 'delete',
  path: '/api/me/status',
  group: 'You',
  summary: 'Take back what you said of how you are',
  who: 'write',
  answers: { 204: null },
});

@Controller()
export class ProfileOperations {
  constructor(private readonly profiles: Profiles) {}

  @Carries(changeProfile)
  changeProfile({ me, body }: Asked<typeof changeProfile>) {
    return this.profiles.change(me, body);
  }

  @Carries(readProfile)
  readProfile({ me }: Asked<typeof readProfile>) {
    return this.profiles.read(me);
  }

  @Carries(setStatus)
  setStatus({ me, body }: Asked<typeof setStatus>) {
    return this.profiles.say(me, body);
  }

  @Carries(clearStatus)
  async clearStatus({ me }: Asked<typeof clearStatus>): Promise<void> {
    await this.profiles.say(me, null);
  }
}
