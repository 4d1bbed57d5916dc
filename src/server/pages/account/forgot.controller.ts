import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { limits } from '../../../shared/limits.js';
import { plainText } from '../../../shared/text.js';
import { PasswordByMail } from '../../auth/passwords/password-by-mail.service.js';
import { home } from '../../auth/sign-in/sign-in-path.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { Senders } from '../../platform/http/senders.js';
import { WithMailGuard } from './with-mail.guard.js';

const enterIt = 'Enter your username or your mail address.';

const question = z.object({
  account: plainText(limits.mailAddressLength, enterIt)
    .transform((text) => text.trim())
    .pipe(z.string().min(1, enterIt)),
});

const view = 'pages/account/forgot';
const title = 'Forgot your password?';

/** A link for a new password, mailed. What is answered is the same whoever is asked for. */
@Controller('forgot')
@UseGuards(WithMailGuard)
export class ForgotController {
  constructor(
    private readonly byMail: PasswordByMail,
    private readonly senders: Senders,
  ) {}

  @Get()
  show(@Req() request: Request, @Res() response: Response): void {
    if (request.user) return response.redirect(303, home);
    response.render(view, { title });
  }

  @Post()
  async ask(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    const account = typed(body, 'account');
    await orShowAgain({ view, model: { title, account }, field: 'account' }, () =>
      this.byMail.ask(parseForm(question, body).account, this.senders.of(request), plainAddress(request.ip)),
    );
    response.status(200).render(view, { title, account, isAsked: true });
  }
}
