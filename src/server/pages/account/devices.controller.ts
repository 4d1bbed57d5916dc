import { Body, Controller, Get, Post, Query, Redirect, Render, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { Devices } from '../../notices/devices.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parse } from '../../platform/errors/validation.js';
import { orShowAgain } from '../../platform/http/forms.js';
import { noticeFor } from '../../platform/rendering/notices.js';
import { RateLimits } from '../../platform/work/rate-limits.js';

const chosen = z.object({ device: z.coerce.number().int().positive() });

const notices: Record<string, string> = {
  on: 'Notices are on on this device.',
  removed: 'The device has been removed. It is called no more.',
  tested: 'The test notice is on its way. It should be there in a moment.',
};

/** The browsers and phones on which the person who asks is called. */
@Controller('account/devices')
@UseGuards(SignedInGuard)
export class DevicesController {
  constructor(
    private readonly devices: Devices,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Render('pages/account/devices')
  async show(@Req() request: Request, @CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.model(request, me)), notice: noticeFor(done, notices) };
  }

  @Post('remove')
  @Redirect('/account/devices?done=removed', 303)
  async remove(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    await this.devices.remove(me, parse(chosen, body).device);
  }

  @Post('test')
  @Redirect('/account/devices?done=tested', 303)
  test(@Req() request: Request, @CurrentUser() me: SignedInUser, @Body() body: unknown) {
    const { device } = parse(chosen, body);
    return orShowAgain({ view: 'pages/account/devices', model: () => this.model(request, me) }, async () => {
      await this.limits.consume('notice_test', me.id);
      await this.devices.test(me, device);
    });
  }

  private async model(request: Request, me: SignedInUser) {
    const { devices } = await this.devices.list({ userId: me.id, sessionId: request.sessionRowId! });
    return { title: 'Your devices', devices };
  }
}
