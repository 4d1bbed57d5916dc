/** What of the reader the pages of the chat go by: their rooms, how they want to be called, and whom they ignore. */
import { Injectable } from '@nestjs/common';
import type { ReaderData } from '../../../shared/room-page.js';
import { NoticeSettingsService } from '../../notices/notice-settings.service.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { Lobby } from '../../rooms/lobby.js';
import { SettingsService } from '../../settings/settings.service.js';
import { quietState } from '../quiet-state.js';

@Injectable()
export class ReaderPage {
  constructor(
    private readonly notices: NoticeSettingsService,
    private readonly ignoring: IgnoringService,
    private readonly settings: SettingsService,
    private readonly lobby: Lobby,
  ) {}

  /** With all their rooms as they stand to them. */
  async inRooms(me: SignedInUser) {
    const [own, model] = await Promise.all([this.lobby.standings(me), this.model(me)]);
    return { own, ...model };
  }

  /** `data` for the script; the rest for the templates. */
  async model(me: SignedInUser) {
    const [notices, ignored] = await Promise.all([this.notices.read(me), this.ignoring.ids(me)]);
    const serverLevel = this.settings.current.default_level;
    const data: ReaderData = { notices, serverLevel, ignored };
    return { data, defaultLevel: notices.level ?? serverLevel, quiet: quietState(notices) };
  }
}
