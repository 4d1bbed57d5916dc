import { Body, Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MailAddresses } from '../../auth/mail-address/mail-addresses.service.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { orShowAgain } from '../../platform/http/forms.js';
import { plainAddress } from '../../platform/http/network-address.js';
import { askForCode, codeForm, sentCode } from './code-page.js';
import { WithMailGuard } from './with-mail.guard.js';

const page = {
  path: '/mail/confirm',
  title: 'Confirm your mail address',
  lead: 'You need the link that was mailed to you.',
};

/** Says of an address that it is theirs, whoever can read what was mailed there: whether or not they are signed in here. */
@Controller('mail/confirm')
@UseGuards(WithMailGuard)
export class MailConfirmationController {
  constructor(private readonly addresses: MailAddresses) {}

  @Get()
  ask(@Res() response: Response, @Query() query: unknown): void {
    askForCode(response, page, query);
  }

  /** What only looks at links, as some mail programs do, confirms nothing: that takes the button. */
  @Post()
  async confirm(@Req() request: Request, @Res() response: Response, @Body() body: unknown): Promise<void> {
    holdsSecret(response);
    const { code, isAll } = sentCode(body, ['confirmed']);
    const { username, address } = await orShowAgain(codeForm(page), () =>
      this.addresses.requireWaiting(code),
    );
    const model = { title: page.title, code, username, address };
    if (!isAll) {
      const by = { address: plainAddress(request.ip) };
      await orShowAgain({ view: 'pages/account/mail-confirmation', model }, () =>
        this.addresses.confirm(code, by),
      );
    }
    response.status(200).render('pages/account/mail-confirmation', { ...model, isDone: !isAll });
  }
}
