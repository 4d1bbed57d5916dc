import { saidBy } from '../files/statements.js';
import { Injectable } from '@nestjs/common';
import type { ActivityKind } from '../../shared/activity.js';
import type { About } from '../../shared/room-lines.js';
import type { Access } from '../../shared/rooms.js';
import { claimDigests, takesDigests } from '../auth/mail-address/statements.js';
import { shownName } from '../people/user-view.js';
import { nameFor } from '../rooms/room-names.js';
import { Statements } from '../platform/postgres/statements.js';
import { isOn } from '../settings/statements.js';
import { missedBy, wantsToHear } from './missed.js';

/** Somebody who is to be mailed, of what came after `before` up to `up_to`. */
export interface Claim {
  user_id: number;
  username: string;
  address: string;
  address_key: string;
  language: string;
  mails_since: Date;
  before: number;
  up_to: number;
}

export interface MissedRow {
  kind: ActivityKind;
  at: Date;
  seq: number;
  access: Access;
  /** Null of a conversation of two. */
  room: string | null;
  author: string;
  text: string;
  /** Of a line of the room. */
  about: About | null;
  /** How many there are in all. */
  total: number;
  /** Nothing of what was said leaves the server. */
  hidden: boolean;
}

/** Mails that are claimed at once: what a node that dies takes along. */
const claimedAtOnce = 10;

/** Of each message. */
export const textLength = 500;

/** The SQL of mails about what people missed. */
@Injectable()
export class DigestsRepository {
  constructor(private readonly statements: Statements) {}

  /** People whom no other node mails of the same, now or later. */
  claim(): Promise<Claim[]> {
    return this.statements.query<Claim & Record<string, unknown>>(
      `with due as materialized (
         select mail.user_id, mail.address, mail.address_key, mail.language, mail.mails_since, mail.mailed_up_to as before, u.username, missed.up_to
         from mail_addresses mail
         cross join lateral (select * from users where users.id = mail.user_id and users.deactivated_at is null limit 1) u
         cross join lateral (select max(y.id) as up_to from ${missedBy('mail')} y) missed
         where ${takesDigests('mail')} and ${wantsToHear('mail.user_id')} and missed.up_to is not null
         order by mail.user_id limit ${claimedAtOnce} for update of mail skip locked
       ), claimed as (${claimDigests('due')})
       select due.* from due where due.user_id in (select user_id from claimed)`,
    );
  }

  /** The newest of it that is still unread, at most `limit`, in the order in which it came. */
  async missed({ user_id, before, up_to, mails_since }: Claim, limit: number): Promise<MissedRow[]> {
    const rows = await this.statements.query<MissedRow & Record<string, unknown>>(
      `select y.kind, y.at, y.seq, r.access, case when r.access <> 'direct' then ${nameFor('r', '$1')} end as room, ${shownName('who')} as author, left(${saidBy('said')}, ${textLength}) as text, said.about,
         count(*) over () as total,
         ((select hides_text from notice_settings where notice_settings.user_id = $1) is true
           or ${isOn('push_hides_text')}) as hidden
       from (select $1::bigint as user_id, $2::bigint as mailed_up_to, $4::timestamptz as mails_since) mail
       cross join lateral ${missedBy('mail')} y
       cross join lateral (select * from rooms where rooms.id = y.room_id limit 1) r
       cross join lateral (select * from users where users.id = y.actor_id limit 1) who
       cross join lateral (select * from messages where messages.id = y.message_id and deleted_at is null limit 1) said
       where y.id <= $3 order by y.id desc limit $5`,
      [user_id, before, up_to, mails_since, limit],
    );
    return rows.reverse();
  }
}
