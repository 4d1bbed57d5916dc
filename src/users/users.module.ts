import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { RealtimeModule } from '../realtime/realtime.module.js';
import { AddressBansRepository } from './address-bans.repository.js';
import { AddressBans } from './address-bans.service.js';
import { ApiTokensRepository } from './api-tokens.repository.js';
import { ApiTokensService } from './api-tokens.service.js';
import { AccountStatesRepository } from './account-states.repository.js';
import { EndsRepository } from './ends.repository.js';
import { PasswordResetsRepository } from './password-resets.repository.js';
import { PasswordResets } from './password-resets.service.js';
import { Passwords } from './passwords.js';
import { RoleChanges } from './role-changes.js';
import { SessionEnds } from './session-ends.js';
import { SessionsRepository } from './sessions.repository.js';
import { User } from './user.entity.js';
import { UserManagementRepository } from './user-management.repository.js';
import { UserManagement } from './user-management.service.js';
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
    AccountStatesRepository,
    UserManagement,
    UserManagementRepository,
    RoleChanges,
    PasswordResets,
    PasswordResetsRepository,
    AddressBans,
    AddressBansRepository,
    EndsRepository,
  ],
  exports: [
    PasswordResets,
    AddressBans,
    EndsRepository,
    UsersService,
    UserManagement,
    RoleChanges,
    ApiTokensService,
    AuditModule,
    SessionsRepository,
    SessionEnds,
  ],
})
export class UsersModule {}
