import { Body, Controller, Get, Inject, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { Senders } from '../../platform/http/senders.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { Accounts, newUser } from '../../auth/accounts/accounts.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { isCode, registrationCode } from '../../auth/sign-in/setup-code.js';
import { home } from '../../auth/sign-in/sign-in-path.js';

@Controller('register')
export class RegistrationController {
  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    private readonly accounts: Accounts,
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
    private readonly senders: Senders,
  ) {}

  @Get()
  form(@Req() request: Request, @Res() response: Response, @Query('code') code: unknown): void {
    if (request.user) return response.redirect(303, home);
    const refusal = this.refusal(code);
    if (refusal)
      response
        .status(403)
        .render('pages/account/registration-closed', { title: 'Register', message: refusal });
    else response.render('pages/account/registration', { title: 'Register', code: typed({ code }, 'code') });
  }

  @Post()
  @Redirect(home, 303)
  async register(@Req() request: Request, @Body() body: unknown): Promise<void> {
    const code = typed(body, 'code');
    const refusal = this.refusal(code);
    if (refusal) throw new AppError('forbidden', refusal);
    const model = { title: 'Register', code, username: typed(body, 'username') };
    await orShowAgain({ view: 'pages/account/registration', model, field: 'username' }, async () => {
      const input = parseForm(newUser, body);
      const { address, isTold } = this.senders.of(request);
      await this.limits.consume(isTold ? 'register' : 'register_hidden', address);
      const by = { address: plainAddress(request.ip) };
      await this.authentication.signIn(request, await this.accounts.register(input, by));
    });
  }

  /** Why this visitor may not register, if so. */
  private refusal(code: unknown): string | null {
    const { REGISTRATION, SESSION_SECRET } = this.config;
    if (REGISTRATION === 'closed') return registrationClosed;
    return REGISTRATION === 'link' && !isCode(code, registrationCode(SESSION_SECRET))
      ? registrationByLink
      : null;
  }
}

const registrationClosed = 'You cannot register here. Ask an administrator to create an account for you.';
const registrationByLink = 'To register here you need the registration link. Ask an administrator for it.';
