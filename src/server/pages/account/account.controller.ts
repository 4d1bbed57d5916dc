import { Body, Controller, Get, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { password } from '../../../shared/people.js';
import { CurrentUser } from '../../auth/current-user.js';
import { PasswordTries } from '../../auth/passwords/password-tries.js';
import { Passwords } from '../../auth/passwords/passwords.service.js';
import { browserName } from '../../auth/sessions/browser-name.js';
import { Sessions } from '../../auth/sessions/sessions.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError } from '../../platform/errors/app-error.js';
import { parse } from '../../platform/errors/validation.js';
import { FieldErrors, orShowAgain, parseForm } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';

const passwordChange = z.object({
  currentPassword: z.string('Enter your current password.').min(1, 'Enter your current password.'),
  password,
});
const sessionToEnd = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) });

/** What the page says after a redirect: `?done=…`. */
const notices: Record<string, string> = {
  password: 'Your password has been changed. Your other sessions have been signed out.',
  session: 'The session has been signed out.',
  sessions: 'Your other sessions have been signed out.',
};

@Controller('account')
@UseGuards(SignedInGuard)
export class AccountController {
  constructor(
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly authentication: Authentication,
    private readonly tries: PasswordTries,
  ) {}

  @Get()
  @Render('pages/account/account')
  async show(@Req() request: Request, @CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(request, me)), notice: noticeFor(done, notices) };
  }

  @Post('password')
  @Redirect('/account?done=password', 303)
  async changePassword(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const form = { view: 'pages/account/account', model: () => this.model(request, me) };
    await orShowAgain(form, async () => {
      const input = parseForm(passwordChange, body);
      const isRight = await this.tries.confirm(
        request.sessionRowId ?? String(me.id),
        async (place) => (await this.passwords.check(me.username, input.currentPassword, place)) !== null,
      );
      if (!isRight) throw wrongPassword();
      await this.passwords.set(me.id, input.password, me, request.sessionRowId);
    });
  }

  @Post('sessions/end')
  @Redirect('/account?done=session', 303)
  async endSession(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const { session } = parse(sessionToEnd, body);
    if (session === request.sessionRowId) {
      await this.authentication.signOut(request);
      return { url: '/login' };
    }
    await this.sessions.end(me, session);
    return undefined;
  }

  @Post('sessions/end-others')
  @Redirect('/account?done=sessions', 303)
  async endOtherSessions(@Req() request: Request, @CurrentUser() me: SignedInUser): Promise<void> {
    await this.sessions.endOthers(me, request.sessionRowId);
  }

  private async model(request: Request, me: SignedInUser) {
    const sessions = await this.sessions.list(me.id);
    return {
      title: 'Your account',
      hasOthers: sessions.length > 1,
      sessions: sessions.map((session) => ({
        ...session,
        browser: browserName(session.userAgent),
        isCurrent: session.id === request.sessionRowId,
      })),
    };
  }
}

const wrongPassword = () =>
  new FieldErrors({ currentPassword: new AppError('forbidden', 'This is not your current password.') });
