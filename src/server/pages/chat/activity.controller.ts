/** What was meant for somebody, as a page: their forms say what of it they have read. */
import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { z } from 'zod';
import { activityKinds } from '../../../shared/activity.js';
import { id } from '../../../shared/ids.js';
import { activityListPath, activityPath, lobbyPath } from '../../../shared/paths.js';
import { ActivityService } from '../../activity/activity.service.js';
import { AwayService } from '../../activity/away/away.service.js';
import { CurrentUser } from '../../auth/current-user.js';
import { SignedInGuard } from '../../auth/signed-in.guard.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { parseForm } from '../../platform/http/forms.js';
import { RateLimits } from '../../platform/work/rate-limits.js';
import { ActivityPageModel } from './activity-page.js';
import { placeInAddress } from './place-in-address.js';

/** What is none of these asks for everything. */
const listed = z.object({
  kind: z.enum(activityKinds).optional().catch(undefined),
  unread: z.stringbool().optional().catch(undefined),
  before: placeInAddress,
});

const readForm = z.object({
  ids: z
    .string('Say what you have read: ids, or all.')
    .transform((text) => (text === 'all' ? { all: true as const } : { ids: text.split(',').map(Number) }))
    .pipe(z.union([z.object({ all: z.literal(true) }), z.object({ ids: z.array(id).max(500) })])),
  ...listed.shape,
});

const dismissForm = z.object({ back: z.enum(['lobby', 'activity']).catch('activity') });

@Controller('activity')
@UseGuards(SignedInGuard)
export class ActivityController {
  constructor(
    private readonly page: ActivityPageModel,
    private readonly activity: ActivityService,
    private readonly away: AwayService,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @Render('pages/chat/activity')
  async view(@CurrentUser() user: SignedInUser, @Query() query: unknown) {
    await this.limits.consume('page', user.id);
    return this.page.model(user, listed.parse(query));
  }

  @Post('read')
  @Redirect(activityPath, 303)
  async read(@CurrentUser() user: SignedInUser, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    const { ids, ...shown } = parseForm(readForm, body);
    await this.activity.read(user, ids);
    return { url: activityListPath(shown) };
  }

  /** They know what came while they were away. */
  @Post('away')
  @Redirect(activityPath, 303)
  async dismiss(@CurrentUser() user: SignedInUser, @Body() body: unknown) {
    await this.limits.consume('api_write', user.id);
    await this.away.dismiss(user);
    return { url: parseForm(dismissForm, body).back === 'lobby' ? lobbyPath : activityPath };
  }
}
