/** The only SQL that writes how people want to be called. */
import { Injectable } from '@nestjs/common';
import type { Level } from '../../shared/people.js';
import { ownLevelOf } from '../people/own-level.js';
import { isUnusable } from '../platform/postgres/sql-states.js';
import { Statements } from '../platform/postgres/statements.js';
import { isQuiet } from './statements.js';

export interface NoticeSettingsRow {
  level: Level | null;
  quiet: boolean;
  quiet_until: Date | null;
  quiet_from: number | null;
  quiet_to: number | null;
  time_zone: string;
  hides_text: boolean;
  keywords: string[];
  shows_previews: boolean;
  moves_emoji: boolean;
  is_quiet: boolean;
  changes_at: Date | null;
  /** Whether they ever said anything of it. */
  is_kept: boolean;
}

/** What is undefined stays. */
export interface NewNoticeSettings {
  /** `morning`: eight o'clock of the next day where the person lives. */
  quiet_until?: Date | 'infinity' | 'morning' | null | undefined;
  /** Minutes after midnight. */
  quiet_from?: number | null | undefined;
  quiet_to?: number | null | undefined;
  time_zone?: string | undefined;
  hides_text?: boolean | undefined;
  keywords?: string[] | undefined;
  shows_previews?: boolean | undefined;
  moves_emoji?: boolean | undefined;
}

/** Of a row of settings: until when, where that is a moment and not for good. */
const quietUntil = `case when s.quiet_until > now() and isfinite(s.quiet_until) then s.quiet_until end`;

/** The next beginning or end of somebody's hours, today or tomorrow by their own clock. */
const nextHour = `(
  select min(edge.at) from (
    select (date_trunc('day', now() at time zone s.time_zone) + make_interval(days => day, mins => minute)) at time zone s.time_zone
    from generate_series(0, 1) day cross join unnest(array[s.quiet_from, s.quiet_to]) minute
  ) edge(at) where edge.at > now())`;

const find = `
  select ${ownLevelOf('given.id')} as level, coalesce(s.quiet_until > now(), false) as quiet, ${quietUntil} as quiet_until,
    s.quiet_from, s.quiet_to, coalesce(s.time_zone, 'UTC') as time_zone, coalesce(s.hides_text, false) as hides_text,
    coalesce(s.keywords, '{}') as keywords, coalesce(s.shows_previews, true) as shows_previews,
    coalesce(s.moves_emoji, false) as moves_emoji,
    ${isQuiet('given.id')} as is_quiet, least(${quietUntil}, ${nextHour}) as changes_at,
    s.user_id is not null as is_kept
  from (values ($1::bigint)) given(id)
  left join lateral (select * from notice_settings where user_id = given.id limit 1) s on true`;

const morning = (zone: string) =>
  `(date_trunc('day', now() at time zone ${zone}) + interval '1 day 8 hours') at time zone ${zone}`;

const change = `
  insert into notice_settings as s (user_id, quiet_until, quiet_from, quiet_to, time_zone, hides_text, keywords, shows_previews, moves_emoji)
  select $1, case when given.quiet_until = 'morning' then ${morning('given.time_zone')} else given.quiet_until::timestamptz end,
    given.quiet_from, given.quiet_to, given.time_zone, coalesce(given.hides_text, false), coalesce(given.keywords, '{}'),
    coalesce(given.shows_previews, true), coalesce(given.moves_emoji, false)
  from (
    select asked.quiet_until, asked.quiet_from, asked.quiet_to, asked.hides_text, asked.keywords, asked.shows_previews, asked.moves_emoji,
      coalesce(asked.time_zone, (select time_zone from notice_settings where user_id = $1), 'UTC') as time_zone
    from jsonb_to_record($2::jsonb) asked(
      quiet_until text, quiet_from smallint, quiet_to smallint, time_zone text, hides_text boolean, keywords text[],
      shows_previews boolean, moves_emoji boolean)
  ) given
  -- A zone that PostgreSQL does not know is refused here: later it would fail whatever asks whether somebody is quiet.
  where now() at time zone given.time_zone is not null
  on conflict (user_id) do update set
    quiet_until = case when $2 ? 'quiet_until' then excluded.quiet_until else s.quiet_until end,
    quiet_from = case when $2 ? 'quiet_from' then excluded.quiet_from else s.quiet_from end,
    quiet_to = case when $2 ? 'quiet_to' then excluded.quiet_to else s.quiet_to end,
    time_zone = case when $2 ? 'time_zone' then excluded.time_zone else s.time_zone end,
    hides_text = case when $2 ? 'hides_text' then excluded.hides_text else s.hides_text end,
    keywords = case when $2 ? 'keywords' then excluded.keywords else s.keywords end,
    shows_previews = case when $2 ? 'shows_previews' then excluded.shows_previews else s.shows_previews end,
    moves_emoji = case when $2 ? 'moves_emoji' then excluded.moves_emoji else s.moves_emoji end`;

@Injectable()
export class NoticeSettingsRepository {
  constructor(private readonly statements: Statements) {}

  async find(userId: number): Promise<NoticeSettingsRow> {
    const [row] = await this.statements.query<NoticeSettingsRow>(find, [userId]);
    return row!;
  }

  /** False for a time zone that PostgreSQL does not know: nothing is written then. */
  async change(userId: number, settings: NewNoticeSettings): Promise<boolean> {
    try {
      await this.statements.query(change, [userId, JSON.stringify(settings)]);
      return true;
    } catch (error) {
      if (isUnusable(error)) return false;
      throw error;
    }
  }
}
