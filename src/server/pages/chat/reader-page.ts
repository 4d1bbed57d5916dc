/** What of the reader the pages of the chat go by: their rooms, what calls them, how they want to be called, whom they ignore. */
import { Injectable } from '@nestjs/common';
import { inList, type ReaderData } from '../../../shared/room-page.js';
import { ActivityService } from '../../activity/activity.service.js';
import { NoticeSettingsService } from '../../notices/notice-settings.service.js';
import { IgnoringService } from '../../people/ignoring.service.js';
import type { SignedInUser } from '../../platform/access/signed-in-user.js';
import { PresenceService } from '../../presence/presence.service.js';
import { Lobby } from '../../rooms/lobby.js';
import { Sidebars } from '../../rooms/sidebar/sidebars.service.js';
import type { Standing } from '../../rooms/standing.row.js';
import { SettingsService } from '../../settings/settings.service.js';
import { quietState } from '../quiet-state.js';
import { sidebarLists } from './sidebar.js';

@Injectable()
export class ReaderPage {
  constructor(
    private readonly notices: NoticeSettingsService,
    private readonly ignoring: IgnoringService,
    private readonly settings: SettingsService,
    private readonly lobby: Lobby,
    private readonly activity: ActivityService,
    private readonly presence: PresenceService,
    private readonly sidebars: Sidebars,
  ) {}

  /** With all their rooms as they stand to them; `beside` lists rooms in the sidebar. */
  async inRooms(me: SignedInUser) {
    const [own, model, { unread, mentions }, sidebar] = await Promise.all([
      this.lobby.standings(me),
      this.model(me),
      this.activity.meantFor(me.id),
      this.sidebars.read(me),
    ]);
    const isHere = (userId: number) => this.presence.isHere(userId);
    const { ignored } = model.data;
    return {
      own,
      ...model,
      data: { ...model.data, sidebar },
      activity: unread.all,
      rooms: own.map((each) => {
        // Only where rooms are sorted by it: many pages would be longer for nothing.
        const lastMessageAt = sidebar.order === 'activity' ? each.lastMessageAt : undefined;
        return inList({ ...each, mentions: mentions.get(each.room.id), lastMessageAt });
      }),
      beside: (listed: Standing[], openRoomId?: number) =>
        sidebarLists(listed, { openRoomId, isHere, mentions, ignored, sidebar }),
    };
  }

  /** `data` for the script; the rest for the templates. */
  async model(me: SignedInUser) {
    const [notices, ignored] = await Promise.all([this.notices.read(me), this.ignoring.ids(me)]);
    const {
      default_level: serverLevel,
      link_previews: linkPreviews,
      message_length: longest,
    } = this.settings.current;
    const data: ReaderData = { notices, serverLevel, ignored, linkPreviews, longest };
    return { data, defaultLevel: notices.level ?? serverLevel, quiet: quietState(notices) };
  }
}
