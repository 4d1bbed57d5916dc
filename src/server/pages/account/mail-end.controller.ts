import { Controller, Get, Param, Post, Render, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { DigestEnds } from '../../mail/digest-ends.service.js';
import { holdsSecret } from '../../platform/http/compressed-answers.js';
import { WithMailGuard } from './with-mail.guard.js';

const view = 'pages/account/mail-end';
const title = 'Mails about what you missed';

/**
 * Where a mail leads whoever has enough of these mails. Opening the address ends nothing, as mail programs look at what is in a mail;
 * they themselves send the form, without anybody being signed in (RFC 8058).
 */
@Controller('mail/end/:token')
@UseGuards(WithMailGuard)
export class MailEndController {
  constructor(private readonly ends: DigestEnds) {}

  @Get()
  @Render(view)
  async ask(@Param('token') token: string, @Res({ passthrough: true }) response: Response) {
    holdsSecret(response);
    await this.ends.require(token);
    return { title };
  }

  @Post()
  async end(@Param('token') token: string, @Res() response: Response): Promise<void> {
    holdsSecret(response);
    await this.ends.end(token);
    response.status(200).render(view, { title, isDone: true });
  }
}
