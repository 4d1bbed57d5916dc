/** Who a request or a socket comes from, and who is kept out. */
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from './accounts.module.js';
import { RenamesOperations } from './accounts/renames.operations.js';
import { Renames } from './accounts/renames.service.js';
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
import { AccountPost } from './mail-address/account-post.js';
import { MailAddress } from './mail-address/mail-address.entity.js';
import { MailAddressOperations } from './mail-address/mail-address.operations.js';
import { MailAddressesRepository } from './mail-address/mail-addresses.repository.js';
import { MailAddresses } from './mail-address/mail-addresses.service.js';
import { PasswordByMail } from './passwords/password-by-mail.service.js';
import { RegistrationLink } from './registration/registration-link.entity.js';
import { RegistrationLinkRepository } from './registration/registration-link.repository.js';
import { RegistrationOperations } from './registration/registration.operations.js';
import { Registration } from './registration/registration.service.js';
import { SettingsModule } from '../settings/settings.module.js';
import { EndsRepository } from './sessions/ends.repository.js';
import { SessionStore } from './sessions/session.store.js';
import { StillSignedIn } from './sign-in/still-signed-in.js';
import { SessionWatch } from './sessions/session-watch.js';
import { Authentication } from './sign-in/authentication.js';
import { Csrf } from './sign-in/csrf.js';
import { KnownBrowsers } from './sign-in/known-browsers.js';
import { PasswordStrategy } from './sign-in/password.strategy.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([AddressBan, MailAddress, RegistrationLink]),
    AccountsModule,
    SettingsModule,
  ],
  controllers: [
    AccountsOperations,
    AddressBansOperations,
    ApiTokensOperations,
    MailAddressOperations,
    OthersTokensOperations,
    RegistrationOperations,
    RenamesOperations,
  ],
  providers: [
    AccountPost,
    AddressBans,
    AddressBansRepository,
    AddressGate,
    ApiTokensService,
    Authentication,
    Bearer,
    Csrf,
    EndsRepository,
    KnownBrowsers,
    MailAddresses,
    MailAddressesRepository,
    OthersTokens,
    PasswordByMail,
    PasswordStrategy,
    Registration,
    RegistrationLinkRepository,
    Renames,
    SessionStore,
    SessionWatch,
    StillSignedIn,
  ],
  exports: [
    AccountsModule,
    AddressBans,
    AddressGate,
    ApiTokensService,
    Authentication,
    Bearer,
    Csrf,
    MailAddresses,
    MailAddressesRepository,
    OthersTokens,
    PasswordByMail,
    Registration,
    Renames,
    StillSignedIn,
  ],
})
export class AuthModule {}
