import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { AddressBansRepository } from '../auth/address-bans.repository.js';
import { AddressBans } from '../auth/address-bans.service.js';
import { ApiTokensRepository } from '../auth/api-tokens.repository.js';
import { ApiTokensService } from '../auth/api-tokens.service.js';
import { AccountStatesRepository } from './account-states.repository.js';
import { EndsRepository } from '../auth/ends.repository.js';
import { PasswordResetsRepository } from '../auth/password-resets.repository.js';
import { PasswordResets } from '../auth/password-resets.service.js';
import { Passwords } from '../auth/passwords.js';
import { StandingChanges } from './standing-changes.js';
import { RoleChanges } from './role-changes.js';
import { SessionEnds } from '../auth/session-ends.js';
import { SessionsRepository } from '../auth/sessions.repository.js';
import { User } from './user.entity.js';
import { UserManagementRepository } from './user-management.repository.js';
import { UserManagement } from './user-management.service.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([User]), DeliveryModule, AuditModule],
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
    StandingChanges,
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
    StandingChanges,
    RoleChanges,
    ApiTokensService,
    AuditModule,
    SessionsRepository,
    SessionEnds,
  ],
})
export class UsersModule {}
