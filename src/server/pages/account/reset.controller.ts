import { Body, Controller, Get, Header, Post, Query, Redirect, Render, Req } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { password } from '../../../shared/people.js';
import { DisabledAccounts } from '../../auth/accounts/disabled-accounts.service.js';
import { PasswordResets } from '../../auth/passwords/password-resets.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { home } from '../../auth/sign-in/sign-in-path.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';

const resetForm = z.object({ password });

/** A new password for whoever holds a one-time link. */
@Controller('reset')
export class ResetController {
  constructor(
    private readonly resets: PasswordResets,
    private readonly disabled: DisabledAccounts,
    private readonly authentication: Authentication,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Render('pages/account/reset')
  form(@Query() query: unknown) {
    return this.model(typed(query, 'code'));
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  @Redirect(home, 303)
  async reset(@Req() request: Request, @Body() body: unknown): Promise<void> {
    const code = typed(body, 'code');
    const model = await this.model(code);
    const { id } = await orShowAgain({ view: 'pages/account/reset', model }, () =>
      this.resets.use(code, parseForm(resetForm, body).password, plainAddress(request.ip)),
    );
    await this.authentication.signIn(request, await this.disabled.requireEnabled(id));
  }

  private async model(code: string) {
    const { username } = await this.resets.requireOwner(code);
    return { title: 'Choose a new password', code, username };
  }
}
