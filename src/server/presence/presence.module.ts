import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MembershipsModule } from '../memberships/memberships.module.js';
import { Node } from './node.entity.js';
import { NodesRepository } from './nodes.repository.js';
import { Presence } from './presence.entity.js';
import { PresenceOperations } from './presence.operations.js';
import { PresenceRepository } from './presence.repository.js';
import { PresenceService } from './presence.service.js';
import { TypingEvents } from './typing.events.js';
import { TypingService } from './typing.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Node, Presence]), MembershipsModule],
  controllers: [PresenceOperations],
  providers: [PresenceService, PresenceRepository, NodesRepository, TypingService, TypingEvents],
  exports: [PresenceService, NodesRepository],
})
export class PresenceModule {}
