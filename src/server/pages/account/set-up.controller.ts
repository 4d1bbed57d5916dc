import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { AppError } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { Accounts, newUser } from '../../auth/accounts/accounts.service.js';
import { UsersService } from '../../people/users.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { isCode, setupCode } from '../../auth/sign-in/link-codes.js';
import { home } from '../../auth/sign-in/sign-in-path.js';
import { askForCode, codeForm, sentCode } from './code-page.js';

const page = {
  path: '/setup',
  title: 'Set up Samovar',
  lead: 'You need the set-up link. It is in the server’s log.',
};

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
  ask(@Res() response: Response, @Query() query: unknown): void {
    askForCode(response, page, query);
  }

  @Post()
  async setUp(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    holdsSecret(response);
    const { code, isAll } = sentCode(body, ['username', 'password']);
    await orShowAgain(codeForm(page), () => this.requireRight(code));
    const model = { title: page.title, code, username: typed(body, 'username') };
    if (isAll) return response.status(200).render('pages/account/set-up', model);
    await orShowAgain({ view: 'pages/account/set-up', model, field: 'username' }, async () => {
      const input = parseForm(newUser, body);
      const by = { address: plainAddress(request.ip) };
      await this.authentication.signIn(request, await this.accounts.registerFirstAdministrator(input, by));
    });
    response.redirect(303, home);
  }

  /** The code first: without it nobody learns whether there is an administrator. */
  private async requireRight(code: string): Promise<void> {
    if (!isCode(code, setupCode(this.config.SESSION_SECRET)))
      throw new AppError('forbidden', "This set-up link is not valid. The server's log has the right one.");
    if (await this.users.hasAdministrator())
      throw new AppError('forbidden', 'This server has an administrator already. Sign in instead.');
  }
}
