/** Who a request or a socket comes from, and who is kept out. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from './accounts.module.js';
import { AccountsOperations } from './accounts/accounts.operations.js';
import { ApiTokensOperations } from './api-tokens/api-tokens.operations.js';
import { ApiTokensService } from './api-tokens/api-tokens.service.js';
import { Bearer } from './api-tokens/bearer.js';
import { OthersTokens } from './api-tokens/others-tokens.service.js';
import { OthersTokensOperations } from './api-tokens/others-tokens.operations.js';
import { AddressBan } from './bans/address-ban.entity.js';
import { AddressBansOperations } from './bans/address-bans.operations.js';
import { AddressBansRepository } from './bans/address-bans.repository.js';
import { AddressBans } from './bans/address-bans.service.js';
import { AddressGate } from './bans/address-gate.js';
import { RegistrationLink } from './registration/registration-link.entity.js';
import { RegistrationLinkRepository } from './registration/registration-link.repository.js';
import { RegistrationOperations } from './registration/registration.operations.js';
import { Registration } from './registration/registration.service.js';
import { EndsRepository } from './sessions/ends.repository.js';
import { SessionStore } from './sessions/session.store.js';
import { SessionWatch } from './sessions/session-watch.js';
import { Authentication } from './sign-in/authentication.js';
import { Csrf } from './sign-in/csrf.js';
import { KnownBrowsers } from './sign-in/known-browsers.js';
import { PasswordStrategy } from './sign-in/password.strategy.js';

@Module({
  imports: [TypeOrmModule.forFeature([AddressBan, RegistrationLink]), AccountsModule],
  controllers: [
    AccountsOperations,
    AddressBansOperations,
    ApiTokensOperations,
    OthersTokensOperations,
    RegistrationOperations,
  ],
  providers: [
    AddressBans,
    AddressBansRepository,
    AddressGate,
    ApiTokensService,
    Authentication,
    Bearer,
    Csrf,
    EndsRepository,
    KnownBrowsers,
    OthersTokens,
    PasswordStrategy,
    Registration,
    RegistrationLinkRepository,
    SessionStore,
    SessionWatch,
  ],
  exports: [
    AccountsModule,
    AddressBans,
    AddressGate,
    ApiTokensService,
    Authentication,
    Bearer,
    Csrf,
    OthersTokens,
    Registration,
  ],
})
export class AuthModule {}
