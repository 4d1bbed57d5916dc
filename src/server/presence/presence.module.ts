import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Node } from './node.entity.js';
import { Presence } from './presence.entity.js';
import { PresenceRepository } from './presence.repository.js';
import { PresenceService } from './presence.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Node, Presence])],
  providers: [PresenceService, PresenceRepository],
  exports: [PresenceService],
})
export class PresenceModule {}
