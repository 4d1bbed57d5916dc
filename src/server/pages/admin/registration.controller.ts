import { Controller, Get, Inject, Post, Redirect, Render, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import { Registration } from '../../auth/registration/registration.service.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { adminPage } from './admin-page.js';
import { publicLink } from './public-link.js';

/** Who may register, and the link for it, which can be made anew. */
@Controller('admin/people/registration')
@UseGuards(AdminGuard)
export class RegistrationLinkController {
  constructor(
    private readonly registration: Registration,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get()
  @Render('pages/admin/registration')
  async show(
    @Req() request: Request,
    @CurrentUser() me: SignedInUser,
    @Res({ passthrough: true }) response: Response,
  ) {
    holdsSecret(response);
    const { mode, path, renewedAt } = await this.registration.read(me);
    const isRenewed = request.query.done === 'renewed';
    return adminPage('people', 'Registration', {
      up: { href: '/admin/people', label: 'People' },
      mode,
      url: path === null ? null : publicLink(this.config, request, path),
      renewedAt,
      notice: isRenewed ? 'There is a new link. Nobody can register with the old one any more.' : undefined,
    });
  }

  @Post('renew')
  @Redirect('/admin/people/registration?done=renewed', 303)
  async renew(@CurrentUser() me: SignedInUser): Promise<void> {
    await this.registration.renew(me);
  }
}
