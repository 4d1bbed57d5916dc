import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { RealtimeModule } from '../realtime/realtime.module.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { ApiTokensService } from './api-tokens.service.js';
import { Passwords } from './passwords.js';
import { SessionEnds } from './session-ends.js';
import { SessionsRepository } from './sessions.repository.js';
import { User } from './user.entity.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User]), RealtimeModule, AuditModule],
  providers: [
    UsersService,
    UsersRepository,
    Passwords,
    SessionsRepository,
    SessionEnds,
    ApiTokensService,
    ApiTokensRepository,
  ],
  exports: [UsersService, ApiTokensService, AuditModule, SessionsRepository, SessionEnds],
})
export class UsersModule {}
