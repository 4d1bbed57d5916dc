/** What the page of the settings shows, for the template views/pages/admin/settings.hbs. */
import { Injectable } from '@nestjs/common';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { SettingsService } from '../../settings/settings.service.js';
import { adminPage } from './admin-page.js';
import { settingFields } from './setting-fields.js';
import { SettingRooms } from './setting-rooms.js';

@Injectable()
export class SettingsPage {
  constructor(
    private readonly settings: SettingsService,
    private readonly rooms: SettingRooms,
  ) {}

  /** `body`: what was sent and refused. */
  async model(me: SignedInUser, body?: Record<string, unknown>) {
    const { fixed, ...chosen } = await this.settings.read(me);
    const rooms = await this.rooms.namesIn(me, chosen);
    return adminPage('settings', 'Settings', { groups: settingFields({ chosen, fixed, rooms, body }) });
  }
}
