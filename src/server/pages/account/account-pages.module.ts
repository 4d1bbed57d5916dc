/** The pages on which people come in, go, and look after their account. */
import { Module } from '@nestjs/common';
import { NoticesModule } from '../../notices/notices.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { AccountController } from './account.controller.js';
import { DevicesController } from './devices.controller.js';
import { LanguageController } from './language.controller.js';
import { RegistrationController } from './registration.controller.js';
import { ResetController } from './reset.controller.js';
import { SetUpController } from './set-up.controller.js';
import { SignInController } from './sign-in.controller.js';
import { ThemeController } from './theme.controller.js';
import { TokensController } from './tokens.controller.js';

@Module({
  imports: [AuthModule, NoticesModule, PeopleModule],
  controllers: [
    SignInController,
    RegistrationController,
    SetUpController,
    ResetController,
    AccountController,
    TokensController,
    DevicesController,
    LanguageController,
    ThemeController,
  ],
})
export class AccountPagesModule {}
