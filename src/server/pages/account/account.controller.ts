import { Body, Controller, Get, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { AuditLog } from '../../audit/audit-log.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FieldErrors, orShowAgain, parseForm } from '../../platform/http/forms.js';
import { canonicalKey } from '../../../shared/rules/canonical-key.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { parse } from '../../platform/errors/validation.js';
import { password } from '../../../shared/people.js';
import { SessionEnds } from '../../auth/session-ends.js';
import { SessionsRepository } from '../../auth/sessions.repository.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { userSubject } from '../../people/user-subject.js';
import { UsersService } from '../../people/users.service.js';
import { Authentication } from '../../auth/authentication.js';
import { browserName } from '../../auth/browser-name.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';

const passwordChange = z.object({
  currentPassword: z.string('Enter your current password.').min(1, 'Enter your current password.'),
  password,
});
const sessionToEnd = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) });

/** What the page says after a redirect: `?done=…`. */
const notices: Record<string, string> = {
  password: 'Your password is changed. Your other sessions are signed out.',
  session: 'The session is signed out.',
  sessions: 'Your other sessions are signed out.',
};

@Controller('account')
@UseGuards(SignedInGuard)
export class AccountController {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsRepository,
    private readonly ends: SessionEnds,
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @Render('account')
  async show(@Req() request: Request, @CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(request, me)), notice: noticeFor(done, notices) };
  }

  @Post('password')
  @Redirect('/account?done=password', 303)
  async changePassword(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const form = { view: 'account', model: () => this.model(request, me) };
    await orShowAgain(form, async () => {
      const input = parseForm(passwordChange, body);
      await this.limits.consume('sign_in_account', canonicalKey(me.username));
      if (!(await this.users.checkPassword(me.username, input.currentPassword))) throw wrongPassword();
      await this.limits.clear('sign_in_account', canonicalKey(me.username));
      await this.users.setPassword(me.id, input.password, me, request.sessionRowId);
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
    if (await this.sessions.end(session, 'signed_out', me.id)) await this.noteEnds(me, [session]);
    return undefined;
  }

  @Post('sessions/end-others')
  @Redirect('/account?done=sessions', 303)
  async endOtherSessions(@Req() request: Request, @CurrentUser() me: SignedInUser): Promise<void> {
    const ended = await this.sessions.endAllOf(me.id, 'signed_out', { except: request.sessionRowId });
    await this.noteEnds(me, ended);
  }

  private async noteEnds(me: SignedInUser, sessions: string[]): Promise<void> {
    this.ends.announce(sessions, 'signed_out');
    await this.audit.note(me, 'sessions_ended', userSubject(me), { count: sessions.length });
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
