/** What people missed, mailed to them. */
import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { PresenceModule } from '../presence/presence.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { DigestEnds } from './digest-ends.service.js';
import { DigestsRepository } from './digests.repository.js';
import { Digests } from './digests.service.js';

@Module({
  imports: [AuthModule, PresenceModule, SettingsModule],
  providers: [DigestEnds, Digests, DigestsRepository],
  exports: [DigestEnds],
})
export class MailModule {}
