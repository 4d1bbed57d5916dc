import { Body, Controller, Get, Post, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { ownErasing } from '../../../shared/erasing.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { Erasing } from '../../erasing/erasing.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';

/** Leaving for good: first what there is, then what becomes of it. */
@Controller('account/erase')
@UseGuards(SignedInGuard)
export class EraseController {
  constructor(private readonly erasing: Erasing) {}

  @Get()
  @Render('pages/account/erase')
  show(@CurrentUser() me: SignedInUser) {
    return this.model(me);
  }

  @Post()
  @Redirect('/login', 303)
  async erase(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const isRemoving = typed(body, 'messages') === 'remove';
    const model = async () => ({ ...(await this.model(me)), isRemoving });
    await orShowAgain({ view: 'pages/account/erase', model }, () =>
      this.erasing.eraseMyself(me, parseForm(ownErasing, body), request.sessionRowId),
    );
  }

  private async model(me: SignedInUser) {
    return { title: 'Leave for good', remains: await this.erasing.remains(me, me.id) };
  }
}
