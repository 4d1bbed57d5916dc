/** How people want to be called: of what, by which words, and when not. */
import { Injectable } from '@nestjs/common';
import type { NoticeSettingsChange, NoticeSettingsView, QuietHours } from '../../shared/notices.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { UsersService } from '../people/users.service.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { AppError } from '../platform/errors/app-error.js';
import {
  type NewNoticeSettings,
  NoticeSettingsRepository,
  type NoticeSettingsRow,
} from './notice-settings.repository.js';

@Injectable()
export class NoticeSettingsService {
  constructor(
    private readonly repository: NoticeSettingsRepository,
    private readonly users: UsersService,
    private readonly delivery: Delivery,
  ) {}

  async read(me: SignedInUser): Promise<NoticeSettingsView> {
    return view(await this.repository.find(me.id));
  }

  /** Whether they ever said anything of it; before, their browser may propose something. */
  async isKept(me: SignedInUser): Promise<boolean> {
    return (await this.repository.find(me.id)).is_kept;
  }

  /** Changes what is said, and tells the person's connections. Throws `invalid` for a time zone that is unknown. */
  async change(me: SignedInUser, { level, ...change }: NoticeSettingsChange): Promise<NoticeSettingsView> {
    if (Object.keys(change).length > 0) await this.keep(me, newSettings(change));
    if (level !== undefined) await this.users.tellOf(me, level);
    return this.changed(me);
  }

  /** Until eight o'clock of the next day, by the person's own clock. */
  async rest(me: SignedInUser): Promise<NoticeSettingsView> {
    await this.keep(me, { quiet_until: 'morning' });
    return this.changed(me);
  }

  private async keep(me: SignedInUser, settings: NewNoticeSettings): Promise<void> {
    if (!(await this.repository.change(me.id, settings)))
      throw new AppError('invalid', 'Choose a time zone.');
  }

  private async changed(me: SignedInUser): Promise<NoticeSettingsView> {
    const settings = await this.read(me);
    this.delivery.send(groups.inbox(me.id), 'notices_changed', settings);
    return settings;
  }
}

function newSettings(change: Omit<NoticeSettingsChange, 'level'>): NewNoticeSettings {
  const { quietHours, timeZone, hidesText, keywords, showsPreviews, movesEmoji } = change;
  return {
    quiet_until: quietUntil(change),
    quiet_from: quietHours && minutes(quietHours.from),
    quiet_to: quietHours && minutes(quietHours.to),
    time_zone: timeZone,
    hides_text: hidesText,
    keywords,
    shows_previews: showsPreviews,
    moves_emoji: movesEmoji,
  };
}

function quietUntil({ quiet, quietUntil }: NoticeSettingsChange): NewNoticeSettings['quiet_until'] {
  if (quiet === false) return null;
  return quietUntil ?? (quiet ? 'infinity' : undefined);
}

function view(row: NoticeSettingsRow): NoticeSettingsView {
  return {
    level: row.level,
    quiet: row.quiet,
    quietUntil: row.quiet_until?.toISOString() ?? null,
    quietHours: hours(row),
    timeZone: row.time_zone,
    hidesText: row.hides_text,
    keywords: row.keywords,
    showsPreviews: row.shows_previews,
    movesEmoji: row.moves_emoji,
    isQuiet: row.is_quiet,
    changesAt: row.changes_at?.toISOString() ?? null,
  };
}

const hours = ({ quiet_from: from, quiet_to: to }: NoticeSettingsRow): QuietHours | null =>
  from === null || to === null ? null : { from: clock(from), to: clock(to) };

/** `22:30` and minutes after midnight. */
function minutes(clock: string): number {
  const [hour, minute] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
}

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
