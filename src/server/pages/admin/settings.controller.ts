import { Body, Controller, Get, Post, Query, Redirect, Render, UseGuards } from '@nestjs/common';
import { settingNames } from '../../../shared/settings.js';
import { AdminGuard } from '../../auth/admin.guard.js';
import { CurrentUser } from '../../auth/current-user.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { noSuchPage } from '../../platform/errors/app-error.js';
import { orShowAgain, typed } from '../../platform/http/forms.js';
import { SettingsService } from '../../settings/settings.service.js';
import { noticeOf } from './admin-page.js';
import { SettingRooms } from './setting-rooms.js';
import { parseSettings } from './settings-form.js';
import { SettingsPage } from './settings-page.js';

type Sent = Record<string, unknown>;

/** What the server does where nobody has chosen otherwise. */
@Controller('admin/settings')
@UseGuards(AdminGuard)
export class SettingsController {
  constructor(
    private readonly settings: SettingsService,
    private readonly rooms: SettingRooms,
    private readonly page: SettingsPage,
  ) {}

  @Get()
  @Render('pages/admin/settings')
  async show(@CurrentUser() me: SignedInUser, @Query('done') done: unknown) {
    return { ...(await this.page.model(me)), notice: noticeOf(done) };
  }

  @Post()
  @Redirect('/admin/settings?done=settings', 303)
  async change(@CurrentUser() me: SignedInUser, @Body() body: Sent = {}): Promise<void> {
    await orShowAgain({ view: 'pages/admin/settings', model: () => this.page.model(me, body) }, async () =>
      this.settings.change(me, parseSettings(await this.rooms.withIds(me, body))),
    );
  }

  @Post('reset')
  @Redirect('/admin/settings?done=reset', 303)
  async reset(@CurrentUser() me: SignedInUser, @Body() body: unknown): Promise<void> {
    const name = settingNames.find((each) => each === typed(body, 'setting'));
    if (!name) throw noSuchPage();
    await this.settings.change(me, { [name]: null });
  }
}
