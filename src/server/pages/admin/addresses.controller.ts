import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { network } from '../../../shared/bans.js';
import { reason } from '../../../shared/people.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { AddressBans } from '../../auth/bans/address-bans.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { adminPage, noticeOf } from './admin-page.js';
import { duration, durationChoices, endOf } from './durations.js';

const newBan = z.object({ network, reason, duration });
const banToLift = z.object({ ban: idText });

/** Addresses from which nobody gets in. */
@Controller('admin/addresses')
@UseGuards(AdminGuard)
export class AddressesController {
  constructor(private readonly bans: AddressBans) {}

  /** `?network=…` fills the form in: a person's page leads here with their address. */
  @Get()
  @Render('pages/admin/addresses')
  async list(@CurrentUser() me: SignedInUser, @Query() asked: Record<string, unknown>) {
    return { ...(await this.model(me, asked)), notice: noticeOf(asked.done) };
  }

  @Post()
  @Redirect('/admin/addresses?done=banned', 303)
  async ban(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    const form = { view: 'pages/admin/addresses', model: () => this.model(me, body), field: 'network' };
    await orShowAgain(form, async () => {
      const input = parseForm(newBan, body);
      await this.bans.ban(me, {
        network: input.network,
        reason: input.reason,
        until: endOf(input.duration),
      });
    });
  }

  @Post('lift')
  @Redirect('/admin/addresses?done=lifted', 303)
  async lift(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.bans.lift(me, parse(banToLift, body).ban);
  }

  private async model(me: SignedInUser, kept: unknown) {
    return adminPage('addresses', 'Addresses', {
      bans: await this.bans.list(me),
      ban: {
        network: typed(kept, 'network'),
        reason: typed(kept, 'reason'),
        durations: durationChoices(typed(kept, 'duration') || 'day'),
      },
    });
  }
}
