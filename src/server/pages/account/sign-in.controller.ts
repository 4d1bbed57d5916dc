import { Body, Controller, Get, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AuditLog, stranger } from '../../audit/audit-log.js';
import { AppError } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { isReader } from '../../platform/http/outgoing/reader-name.js';
import { plainAddress } from '../../platform/http/network-address.js';
import type { AuditDetails } from '../../../shared/audit.js';
import { DisabledAccounts } from '../../auth/accounts/disabled-accounts.service.js';
import type { Proven } from '../../auth/passwords/passwords.service.js';
import { userSubject } from '../../people/user-subject.js';
import { UsersService } from '../../people/users.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { home, pathWithinSite } from '../../auth/sign-in/sign-in-path.js';

const credentials = z.object({
  username: z.string('Enter your username.').min(1, 'Enter your username.'),
  password: z.string('Enter your password.').min(1, 'Enter your password.'),
});

@Controller()
export class SignInController {
  /** Once there is one, there always is: nobody can take away the last. */
  private hasAdministrator = false;

  constructor(
    private readonly authentication: Authentication,
    private readonly disabled: DisabledAccounts,
    private readonly users: UsersService,
    private readonly audit: AuditLog,
  ) {}

  @Get('login')
  async form(
    @Req() request: Request,
    @Res() response: Response,
    @Query('next') wanted: unknown,
  ): Promise<void> {
    const next = pathWithinSite(wanted);
    if (request.user) return response.redirect(303, next);
    // Without a database nobody knows, and the page is there all the same.
    this.hasAdministrator ||= await this.users.hasAdministrator().catch(() => true);
    // Whoever was disabled while they looked is led here, and learns why without signing in again.
    const owner = await this.authentication.disabledOwner(request);
    const disabled = owner === null ? undefined : await this.disabled.explain(owner);
    const model = { title: 'Sign in', next, isNew: !this.hasAdministrator, disabled };
    // Below a link to a message, this page would be shown as what it leads to: no server knows all addresses that it has.
    if (isReader(request.get('user-agent'))) response.status(403);
    response.render('pages/account/sign-in', model);
  }

  @Post('login')
  @Redirect(home, 303)
  signIn(@Req() request: Request, @Body() body: unknown) {
    const next = pathWithinSite(typed(body, 'next'));
    const model = { title: 'Sign in', next, username: typed(body, 'username') };
    return orShowAgain({ view: 'pages/account/sign-in', model }, async () => {
      const { username } = parseForm(credentials, body);
      await this.authentication.signIn(request, await this.check(request, username));
      return { url: next };
    });
  }

  @Post('logout')
  @Redirect('/login', 303)
  async signOut(@Req() request: Request): Promise<void> {
    await this.authentication.signOut(request);
  }

  private async check(request: Request, username: string): Promise<Proven> {
    try {
      const user = await this.authentication.check(request);
      if (user) return user;
    } catch (error) {
      if (error instanceof AppError && error.code === 'forbidden')
        await this.noteFailure(request, username, { disabled: true });
      throw error;
    }
    await this.noteFailure(request, username);
    throw new AppError('unauthenticated', 'The username or the password is wrong.');
  }

  /** By the name of the account that was meant. What was typed is not kept: passwords get typed into the wrong field. */
  private async noteFailure(request: Request, username: string, details: AuditDetails = {}): Promise<void> {
    const meant = await this.users.findByUsername(username);
    const somebody = stranger(plainAddress(request.ip));
    await this.audit.note(somebody, 'sign_in_failed', meant && userSubject(meant), details);
  }
}
