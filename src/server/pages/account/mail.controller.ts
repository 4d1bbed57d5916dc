import { Body, Controller, Get, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { mailAddressToSet } from '../../../shared/mail.js';
import { CurrentUser } from '../../auth/current-user.js';
import { MailAddresses } from '../../auth/mail-address/mail-addresses.service.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { languageOf } from '../../platform/languages/language.js';
import { noticeFor } from '../../platform/rendering/notices.js';

/** A box that is not ticked is not sent. */
const choice = z.object({ mails: z.literal('on').optional() });

const notices: Record<string, string> = {
  sent: 'A mail with a link is on its way. Open it to confirm the address.',
  set: 'This is your mail address.',
  removed: 'Your mail address has been removed.',
  chosen: 'Your choice has been saved.',
};

/** Where the mail of the person who asks goes. */
@Controller('account/mail')
@UseGuards(SignedInGuard)
export class MailController {
  constructor(private readonly addresses: MailAddresses) {}

  @Get()
  @Render('pages/account/mail')
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(me)), notice: noticeFor(done, notices) };
  }

  @Post()
  @Redirect('/account/mail?done=sent', 303)
  async set(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const model = async () => ({ ...(await this.model(me)), typed: { address: typed(body, 'address') } });
    return orShowAgain({ view: 'pages/account/mail', model, field: 'address' }, async () => {
      const setting = { session: request.sessionRowId, language: languageOf(request) };
      await this.addresses.set(me, parseForm(mailAddressToSet, body), setting);
      const { confirmed } = await this.addresses.read(me);
      return confirmed ? { url: '/account/mail?done=set' } : undefined;
    });
  }

  @Post('again')
  @Redirect('/account/mail?done=sent', 303)
  async askAgain(@CurrentUser() me: SignedInUser): Promise<void> {
    await orShowAgain({ view: 'pages/account/mail', model: () => this.model(me) }, () =>
      this.addresses.askAgain(me),
    );
  }

  @Post('choice')
  @Redirect('/account/mail?done=chosen', 303)
  async choose(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.addresses.choose(me, parse(choice, body ?? {}).mails === 'on');
  }

  @Post('remove')
  @Redirect('/account/mail?done=removed', 303)
  async remove(@CurrentUser() me: SignedInUser): Promise<void> {
    await this.addresses.remove(me);
  }

  private async model(me: SignedInUser) {
    return { title: 'Mail', mail: await this.addresses.read(me) };
  }
}
