import { Body, Controller, Get, Post, Query, Redirect, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AppError } from '../common/app-error.js';
import { orShowAgain, parseForm, typed } from '../common/forms.js';
import { canonicalKey } from '../protocol/canonical-key.js';
import { addressKey, RateLimits } from '../common/rate-limits.js';
import { Authentication } from './authentication.js';
import { home, pathWithinSite } from './sign-in-path.js';

const credentials = z.object({
  username: z.string('Enter your username.').min(1, 'Enter your username.'),
  password: z.string('Enter your password.').min(1, 'Enter your password.'),
});

@Controller()
export class SignInController {
  constructor(
    private readonly authentication: Authentication,
    private readonly limits: RateLimits,
  ) {}

  @Get('login')
  form(@Req() request: Request, @Res() response: Response, @Query('next') next: unknown): void {
    if (request.user) return response.redirect(303, pathWithinSite(next));
    response.render('login', { title: 'Sign in', next: pathWithinSite(next) });
  }

  @Post('login')
  @Redirect(home, 303)
  signIn(@Req() request: Request, @Body() body: unknown) {
    const next = pathWithinSite(typed(body, 'next'));
    const model = { title: 'Sign in', next, username: typed(body, 'username') };
    return orShowAgain({ view: 'login', model }, async () => {
      const { username } = parseForm(credentials, body);
      const account = canonicalKey(username);
      await this.limits.consume('sign_in_address', addressKey(request.ip));
      await this.limits.consume('sign_in_account', account);
      const user = await this.authentication.check(request);
      if (!user) throw new AppError('unauthenticated', 'The username or the password is wrong.');
      await this.limits.clear('sign_in_account', account);
      await this.authentication.signIn(request, user);
      return { url: next };
    });
  }

  @Post('logout')
  @Redirect('/login', 303)
  async signOut(@Req() request: Request): Promise<void> {
    await this.authentication.signOut(request);
  }
}
