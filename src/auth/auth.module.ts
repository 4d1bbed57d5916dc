import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { AccountController } from './account.controller.js';
import { AddressGate } from './address-gate.js';
import { Authentication } from './authentication.js';
import { Bearer } from './bearer.js';
import { Csrf } from './csrf.js';
import { LanguageController } from './language.controller.js';
import { RegistrationController } from './registration.controller.js';
import { ResetController } from './reset.controller.js';
import { SessionWatch } from './session-watch.js';
import { SessionStore } from './session.store.js';
import { SetUpController } from './set-up.controller.js';
import { SignInController } from './sign-in.controller.js';
import { ThemeController } from './theme.controller.js';
import { TokensController } from './tokens.controller.js';

@Module({
  imports: [UsersModule],
  controllers: [
    SignInController,
    RegistrationController,
    SetUpController,
    ResetController,
    AccountController,
    TokensController,
    LanguageController,
    ThemeController,
  ],
  providers: [AddressGate, Authentication, Bearer, Csrf, SessionStore, SessionWatch],
  exports: [AddressGate, Authentication, Bearer, Csrf],
})
export class AuthModule {}
