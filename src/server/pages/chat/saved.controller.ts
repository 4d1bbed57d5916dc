/** What somebody saved, as pages: they save, write notes and ask for reminders by forms, too. */
import { Body, Controller, Get, Param, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { idText } from '../../../shared/ids.js';
import { timeZone } from '../../../shared/notices.js';
import { savedPath } from '../../../shared/paths.js';
import { momentIn, reminderAt, reminderWords } from '../../../shared/rules/reminder-times.js';
import { savedFilter, savedNote } from '../../../shared/saved.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import { SavedMessages } from '../../messages/saved/saved.service.js';
import { NoticeSettingsService } from '../../notices/notice-settings.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { AppError, noSuchPage } from '../../platform/errors/app-error.js';
import { parseForm } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { placeInAddress } from './place-in-address.js';
import { SavedPage } from './saved-page.js';

const listed = z.object({ filter: savedFilter.optional().catch(undefined), before: placeInAddress });

const saveForm = z.object({
  messageId: idText,
  does: z.enum(['save', 'remove']),
  note: savedNote.optional(),
  /** `as before`: it stays what it is; `at`: at the time that is given. */
  remind: z.enum(['never', 'as before', ...reminderWords, 'at']).optional(),
  at: z.string().max(40).optional(),
  /** Of whoever has scripts, whose browser knows it. */
  zone: timeZone.optional().catch(undefined),
});
type SaveForm = z.output<typeof saveForm>;

@Controller()
@UseGuards(SignedInGuard)
export class SavedController {
  constructor(
    private readonly page: SavedPage,
    private readonly saved: SavedMessages,
    private readonly notices: NoticeSettingsService,
    private readonly limits: RateLimits,
  ) {}

  @Get('saved')
  @Render('pages/chat/saved')
  async list(@CurrentUser() user: SignedInUser, @Query() query: unknown) {
    await this.limits.consume('page', user.id);
    return this.page.list(user, listed.parse(query));
  }

  @Get('chat/:address/:seq/keep')
  @Render('pages/chat/keep')
  async one(
    @CurrentUser() user: SignedInUser,
    @Param('address') address: string,
    @Param('seq') text: string,
  ) {
    await this.limits.consume('page', user.id);
    const seq = placeInAddress.parse(text);
    if (seq === undefined) throw noSuchPage();
    return this.page.one(user, address, seq);
  }

  @Post('saved')
  @Redirect('/saved', 303)
  async save(@CurrentUser() user: SignedInUser, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const form = parseForm(saveForm, body);
    const { messageId, does, note } = form;
    if (does === 'remove') await this.saved.remove(user, messageId);
    else await this.saved.save(user, messageId, { note, remindAt: await this.momentOf(user, form) });
    return { url: savedPath() };
  }

  private async momentOf(user: SignedInUser, { remind, at = '', zone }: SaveForm) {
    if (remind === undefined || remind === 'as before') return undefined;
    if (remind === 'never') return null;
    const place = zone ?? (await this.notices.read(user)).timeZone;
    const moment = remind === 'at' ? momentIn(at, place) : reminderAt(remind, new Date(), place);
    if (!moment) throw new AppError('invalid', 'Choose a date and a time.');
    return moment;
  }
}
