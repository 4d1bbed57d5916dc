import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain, parseForm, RefusedForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { Senders } from '../../platform/http/senders.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { Accounts, newUser } from '../../auth/accounts/accounts.service.js';
import { Registration } from '../../auth/registration/registration.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { home } from '../../auth/sign-in/sign-in-path.js';
import { askForCode, codeForm, sentCode } from './code-page.js';

const page = {
  path: '/register',
  title: 'Register',
  lead: 'To register here you need the registration link. Ask an administrator for it.',
};

@Controller('register')
export class RegistrationController {
  constructor(
    private readonly registration: Registration,
    private readonly accounts: Accounts,
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
    private readonly senders: Senders,
  ) {}

  @Get()
  ask(@Req() request: Request, @Res() response: Response, @Query() query: unknown): void {
    if (request.user) return response.redirect(303, home);
    this.requireOpen();
    if (this.registration.needsLink) return askForCode(response, page, query);
    response.render('pages/account/registration', { title: page.title });
  }

  @Post()
  async register(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    this.requireOpen();
    holdsSecret(response);
    const { code, isAll } = sentCode(body, ['username', 'password']);
    await orShowAgain(codeForm(page), () => this.registration.requireRight(code));
    const model = { title: page.title, code, username: typed(body, 'username') };
    if (isAll && this.registration.needsLink)
      return response.status(200).render('pages/account/registration', model);
    await orShowAgain({ view: 'pages/account/registration', model, field: 'username' }, async () => {
      const input = parseForm(newUser, body);
      const { address, isTold } = this.senders.of(request);
      await this.limits.consume(isTold ? 'register' : 'register_hidden', address);
      const by = { address: plainAddress(request.ip) };
      await this.authentication.signIn(request, await this.accounts.register(input, by));
    });
    response.redirect(303, home);
  }

  private requireOpen(): void {
    if (!this.registration.isClosed) return;
    const reason = new AppError('forbidden', registrationClosed);
    throw new RefusedForm('pages/account/registration-closed', { title: page.title }, reason, undefined);
  }
}

const registrationClosed = 'You cannot register here. Ask an administrator to create an account for you.';
