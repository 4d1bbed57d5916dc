/** Where somebody reports a message to the moderators; scripts show the form in a dialog. */
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { messagePath, reportPath } from '../../../shared/paths.js';
import { newReport } from '../../../shared/reports.js';
import { inNamesOfNow } from '../../../shared/rules/former-names.js';
import { plainLine } from '../../../shared/rules/plain-text.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { MessagesService } from '../../messages/messages.service.js';
import { Reports } from '../../messages/reports/reports.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { orShowAgain, parseForm, typed } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { FormerNames } from '../../presence/former-names.service.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { placeInAddress } from './place-in-address.js';
import { roomTitle } from './room-title.js';

@Controller('chat/:address/:seq/report')
@UseGuards(SignedInGuard)
export class ReportController {
  constructor(
    private readonly rooms: RoomsService,
    private readonly messages: MessagesService,
    private readonly reports: Reports,
    private readonly limits: RateLimits,
    private readonly former: FormerNames,
  ) {}

  @Get()
  @Render('pages/chat/report')
  async ask(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Query('done') done: unknown,
  ) {
    await this.limits.consume('history', user.id);
    return { ...(await this.page(user, address, seq)), isDone: done === 'yes' };
  }

  @Post()
  @Redirect('/chat/', 303)
  async report(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') seq: string,
    @Body() body: unknown,
  ) {
    await this.limits.consume('report', user.id);
    const page = await this.page(user, address, seq);
    const model = { ...page, reason: typed(body, 'reason') };
    await orShowAgain({ view: 'pages/chat/report', model, field: 'reason' }, async () => {
      await this.reports.report(user, page.message.id, parseForm(newReport, body).reason);
    });
    return { url: `${page.path}?done=yes` };
  }

  private async page(user: SignedInUser, address: string, text: string) {
    const seq = placeInAddress.parse(text);
    const { room } = await this.rooms.requireByAddress(user, address);
    const around = { roomId: room.id, around: seq ?? 0, limit: 1 };
    const message = (await this.messages.history(user, around)).messages.find((each) => each.seq === seq);
    if (!message) throw noSuchPage();
    const line = message.text && plainLine(message.text, message.html !== undefined);
    return {
      title: 'Report this message?',
      message,
      text: line && inNamesOfNow(line, await this.former.in(user, [line])),
      roomName: roomTitle(room),
      path: reportPath(room.address, message.seq),
      backHref: messagePath(room.address, message.seq),
    };
  }
}
