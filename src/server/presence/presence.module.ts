import { Module } from '@nestjs/common';
import { PresenceRepository } from './presence.repository.js';
import { PresenceService } from './presence.service.js';
import { TypingEvents } from './typing.events.js';
import { TypingService } from './typing.service.js';

@Module({
  providers: [PresenceService, PresenceRepository, TypingService, TypingEvents],
  exports: [PresenceService],
})
export class PresenceModule {}
