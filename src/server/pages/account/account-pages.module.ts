/** The pages on which people come in, go, and look after their account. */
import { Module } from '@nestjs/common';
import { NoticesModule } from '../../notices/notices.module.js';
import { SettingsModule } from '../../settings/settings.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { FilesModule } from '../../files/files.module.js';
import { MailModule } from '../../mail/mail.module.js';
import { AccountController } from './account.controller.js';
import { DevicesController } from './devices.controller.js';
import { ForgotController } from './forgot.controller.js';
import { LanguageController } from './language.controller.js';
import { MailConfirmationController } from './mail-confirmation.controller.js';
import { ErasingModule } from '../../erasing/erasing.module.js';
import { EraseController } from './erase.controller.js';
import { MailEndController } from './mail-end.controller.js';
import { MailController } from './mail.controller.js';
import { NoticesController } from './notices.controller.js';
import { RegistrationController } from './registration.controller.js';
import { ResetController } from './reset.controller.js';
import { RoomsModule } from '../../rooms/rooms.module.js';
import { InviteController } from './invite.controller.js';
import { SetUpController } from './set-up.controller.js';
import { SignInController } from './sign-in.controller.js';
import { ThemeController } from './theme.controller.js';
import { TokensController } from './tokens.controller.js';
import { YouController } from './you.controller.js';

@Module({
  imports: [
    AuthModule,
    ErasingModule,
    FilesModule,
    MailModule,
    PeopleModule,
    NoticesModule,
    SettingsModule,
    RoomsModule,
  ],
  controllers: [
    InviteController,
    SignInController,
    RegistrationController,
    SetUpController,
    ResetController,
    AccountController,
    TokensController,
    DevicesController,
    NoticesController,
    MailController,
    MailConfirmationController,
    MailEndController,
    EraseController,
    ForgotController,
    LanguageController,
    ThemeController,
    YouController,
  ],
})
export class AccountPagesModule {}
