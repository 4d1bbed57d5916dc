import { Body, Controller, Get, Header, Inject, Post, Query, Redirect, Render, Req } from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { Accounts, newUser } from '../../auth/accounts/accounts.service.js';
import { UsersService } from '../../people/users.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { isCode, setupCode } from '../../auth/sign-in/setup-code.js';
import { home } from '../../auth/sign-in/sign-in-path.js';

/** The first administrator, for whoever holds the link that the server printed when it started empty. */
@Controller('setup')
export class SetUpController {
  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    private readonly users: UsersService,
    private readonly accounts: Accounts,
    private readonly authentication: Authentication,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  @Render('pages/account/set-up')
  async form(@Query('code') code: unknown) {
    await this.requireRight(code);
    return { title: 'Set up Samovar', code };
  }

  @Post()
  @Header('Cache-Control', 'no-store')
  @Redirect(home, 303)
  async setUp(@Req() request: Request, @Body() body: unknown): Promise<void> {
    const code = typed(body, 'code');
    await this.requireRight(code);
    const model = { title: 'Set up Samovar', code, username: typed(body, 'username') };
    await orShowAgain({ view: 'pages/account/set-up', model, field: 'username' }, async () => {
      const input = parseForm(newUser, body);
      const by = { address: plainAddress(request.ip) };
      await this.authentication.signIn(request, await this.accounts.registerFirstAdministrator(input, by));
    });
  }

  /** The code first: without it nobody learns whether there is an administrator. */
  private async requireRight(code: unknown): Promise<void> {
    if (!isCode(code, setupCode(this.config.SESSION_SECRET)))
      throw new AppError('forbidden', "This set-up link is not valid. The server's log has the right one.");
    if (await this.users.hasAdministrator())
      throw new AppError('forbidden', 'This server has an administrator already. Sign in instead.');
  }
}
