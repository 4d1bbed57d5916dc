import { Body, Controller, Get, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { currentPassword, password, roomsOpenAt } from '../../../shared/people.js';
import { ApiTokensService } from '../../auth/api-tokens/api-tokens.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import { OwnPassword } from '../../auth/passwords/own-password.service.js';
import { browserName } from '../../auth/sessions/browser-name.js';
import { Sessions } from '../../auth/sessions/sessions.service.js';
import { Authentication } from '../../auth/sign-in/authentication.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { NoticeSettingsService } from '../../notices/notice-settings.service.js';
import { UsersService } from '../../people/users.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { SettingsService } from '../../settings/settings.service.js';
import { levelLabels } from '../level-labels.js';

const passwordChange = z.object({
  currentPassword,
  password,
  /** A box that is not ticked is not sent. */
  revokeTokens: z
    .union([z.literal('on'), z.boolean()])
    .optional()
    .transform((ticked) => ticked === 'on' || ticked === true),
});
const roomsOpen = z.object({
  opensAt: z.enum(roomsOpenAt, 'Choose where rooms open: where you stopped, or at the end.'),
});
const sessionToEnd = z.object({ session: z.string().regex(/^[0-9a-f]{64}$/) });

/** What the page says after a redirect: `?done=…`. */
const notices: Record<string, string> = {
  password: 'Your password has been changed. Your other sessions have been signed out.',
  'password-tokens':
    'Your password has been changed. Your other sessions have been signed out, and your API tokens revoked.',
  'password-only':
    'Your password has been changed. Your other sessions have been signed out; your API tokens still work.',
  rooms: 'Rooms open there from now on.',
  session: 'The session has been signed out.',
  sessions: 'Your other sessions have been signed out.',
};

@Controller('account')
@UseGuards(SignedInGuard)
export class AccountController {
  constructor(
    private readonly ownPassword: OwnPassword,
    private readonly tokens: ApiTokensService,
    private readonly sessions: Sessions,
    private readonly authentication: Authentication,
    private readonly users: UsersService,
    private readonly notices: NoticeSettingsService,
    private readonly settings: SettingsService,
  ) {}

  @Get()
  @Render('pages/account/account')
  async show(@Req() request: Request, @CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(request, me)), notice: noticeFor(done, notices) };
  }

  @Post('password')
  @Redirect('/account?done=password', 303)
  async changePassword(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const keepsTokens = typed(body, 'revokeTokens') === '';
    const model = async () => ({ ...(await this.model(request, me)), keepsTokens });
    return orShowAgain({ view: 'pages/account/account', model }, async () => {
      const input = parseForm(passwordChange, body);
      const hasTokens = (await this.tokens.list(me)).length > 0;
      await this.ownPassword.change(me, input, request.sessionRowId);
      if (!hasTokens) return undefined;
      return { url: `/account?done=password-${input.revokeTokens ? 'tokens' : 'only'}` };
    });
  }

  /** Where rooms with unread messages open. */
  @Post('rooms')
  @Redirect('/account?done=rooms', 303)
  async openRoomsAt(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.users.openRoomsAt(me, parse(roomsOpen, body).opensAt);
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
    const [sessions, tokens, opensAt, { level }] = await Promise.all([
      this.sessions.list(me.id),
      this.tokens.list(me),
      this.users.roomsOpen(me),
      this.notices.read(me),
    ]);
    return {
      title: 'Your account',
      opensAt,
      ownLevel: level && levelLabels[level].label,
      serverLevel: levelLabels[this.settings.current.default_level].label,
      tokenCount: tokens.length,
      hasOthers: sessions.length > 1,
      sessions: sessions.map((session) => ({
        ...session,
        browser: browserName(session.userAgent),
        isCurrent: session.id === request.sessionRowId,
      })),
    };
  }
}
