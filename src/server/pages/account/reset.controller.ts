import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { password } from '../../../shared/people.js';
import { DisabledAccounts } from '../../auth/accounts/disabled-accounts.service.js';
import { PasswordResets } from '../../auth/passwords/password-resets.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { home } from '../../auth/sign-in/sign-in-path.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain, parseForm } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { Mailer } from '../../platform/mailing/mailer.js';
import { askForCode, codeForm, sentCode } from './code-page.js';

const resetForm = z.object({ password });

const page = {
  path: '/reset',
  title: 'Choose a new password',
  lead: 'You need the link that an administrator has given you.',
};
const mailedLead = 'You need the link that was mailed to you, or that an administrator has given you.';

/** A new password for whoever holds a one-time link. */
@Controller('reset')
export class ResetController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly disabled: DisabledAccounts,
    private readonly authentication: Authentication,
    private readonly mailer: Mailer,
  ) {}

  @Get()
  ask(@Res() response: Response, @Query() query: unknown): void {
    askForCode(response, this.page, query);
  }

  @Post()
  async reset(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    holdsSecret(response);
    const { code, isAll } = sentCode(body, ['password']);
    const { username } = await orShowAgain(codeForm(this.page), () => this.resets.requireOwner(code));
    const form = { view: 'pages/account/reset', model: { title: page.title, code, username } };
    if (isAll) return response.status(200).render(form.view, form.model);
    const { id, passwordHash } = await orShowAgain(form, () =>
      this.resets.use(code, parseForm(resetForm, body).password, plainAddress(request.ip)),
    );
    const user = await this.disabled.requireEnabled(id);
    await this.authentication.signIn(request, Object.assign(user, { passwordHash }));
    response.redirect(303, home);
  }

  private get page() {
    return this.mailer.isOn ? { ...page, lead: mailedLead } : page;
  }
}
