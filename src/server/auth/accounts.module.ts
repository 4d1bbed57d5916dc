/** Accounts, and what opens and shuts them: all that a command needs, too, which has neither requests nor sockets. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { PeopleModule } from '../people/people.module.js';
import { SettingsModule } from '../settings/settings.module.js';
import { AccountChanges } from './accounts/account-changes.service.js';
import { AccountDetailsRepository } from './accounts/account-details.repository.js';
import { AccountManagement } from './accounts/account-management.service.js';
import { Accounts } from './accounts/accounts.service.js';
import { DisabledAccounts } from './accounts/disabled-accounts.service.js';
import { DisablingRepository } from './accounts/disabling.repository.js';
import { DisablingService } from './accounts/disabling.service.js';
import { ApiToken } from './api-tokens/api-token.entity.js';
import { ApiTokensRepository } from './api-tokens/api-tokens.repository.js';
import { NewPasswords } from './passwords/new-passwords.service.js';
import { OldPasswordRepository } from './passwords/old-password.repository.js';
import { OwnPassword } from './passwords/own-password.service.js';
import { PasswordHashing } from './passwords/password-hashing.js';
import { PasswordReset } from './passwords/password-reset.entity.js';
import { PasswordResetsRepository } from './passwords/password-resets.repository.js';
import { Erasure } from './accounts/erasure.entity.js';
import { ErasuresRepository } from './accounts/erasures.repository.js';
import { Erasures } from './accounts/erasures.service.js';
import { PasswordResets } from './passwords/password-resets.service.js';
import { PasswordTries } from './passwords/password-tries.js';
import { PasswordsRepository } from './passwords/passwords.repository.js';
import { Passwords } from './passwords/passwords.service.js';
import { Session } from './sessions/session.entity.js';
import { SessionEnds } from './sessions/session-ends.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { Sessions } from './sessions/sessions.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([ApiToken, Erasure, PasswordReset, Session]),
    DeliveryModule,
    PeopleModule,
    SettingsModule,
  ],
  providers: [
    AccountChanges,
    AccountDetailsRepository,
    AccountManagement,
    Accounts,
    ApiTokensRepository,
    DisabledAccounts,
    DisablingRepository,
    DisablingService,
    Erasures,
    ErasuresRepository,
    NewPasswords,
    OldPasswordRepository,
    OwnPassword,
    PasswordHashing,
    PasswordResetsRepository,
    PasswordResets,
    PasswordTries,
    PasswordsRepository,
    Passwords,
    SessionEnds,
    SessionsRepository,
    Sessions,
  ],
  exports: [
    AccountChanges,
    AccountManagement,
    Accounts,
    ApiTokensRepository,
    DisabledAccounts,
    Erasures,
    ErasuresRepository,
    OwnPassword,
    PasswordResets,
    PasswordTries,
    Passwords,
    SessionEnds,
    SessionsRepository,
    Sessions,
    PeopleModule,
  ],
})
export class AccountsModule {}
