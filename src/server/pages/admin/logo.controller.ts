import { Controller, Post, Redirect, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { StillSignedIn } from '../../auth/sign-in/still-signed-in.js';
import { Logo } from '../../files/logo/logo.service.js';
import { FormUploads } from '../../files/uploads/form-uploads.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain } from '../../platform/http/forms.js';
import { SettingsPage } from './settings-page.js';

/** The picture in the place of the samovar, on the page of the settings. */
@Controller('admin/settings/logo')
@UseGuards(AdminGuard)
export class LogoController {
  constructor(
    private readonly logo: Logo,
    private readonly page: SettingsPage,
    private readonly uploads: FormUploads,
    private readonly signedIn: StillSignedIn,
  ) {}

  @Post()
  @Redirect('/admin/settings?done=logo', 303)
  async set(
    @CurrentUser() me: SignedInUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const form = { view: 'pages/admin/settings', model: () => this.page.model(me), field: 'logo' };
    await orShowAgain(form, async () => {
      this.uploads.begin(me, request, response);
      await this.logo.set(me, this.signedIn.firstSent(request));
    });
  }

  @Post('remove')
  @Redirect('/admin/settings?done=samovar', 303)
  remove(@CurrentUser() me: SignedInUser): Promise<void> {
    return this.logo.remove(me);
  }
}
