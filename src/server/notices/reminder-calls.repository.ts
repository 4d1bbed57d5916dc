import { Injectable } from '@nestjs/common';
import { isLiveSession } from '../auth/sessions/live-session.js';
import { saidBy } from '../files/statements.js';
import { takeCalls, whereTheyBelong } from '../messages/saved/statements.js';
import { shownName } from '../people/user-view.js';
import { Statements } from '../platform/postgres/statements.js';
import { addressFor, nameFor } from '../rooms/room-names.js';
import { beginning, type ClaimedRow, type Claims } from './notices.repository.js';
import { hidesText, isQuiet } from './statements.js';

const { joins, condition } = whereTheyBelong('s');

/** What was true when the reminder was told need not be any more; and whoever is not to be disturbed finds it in their activity. */
const claim = `
with ${takeCalls('$1')}
select s.user_id, s.room_id, m.seq, 1 as messages, true as is_meant, author.name as author, m.kind, m.about,
  left(${saidBy('m')}, ${beginning}) as text, r.access, case when r.access <> 'direct' then ${nameFor('r', 's.user_id')} end as room_name,
  ${addressFor('r', 's.user_id')} as address, false as can_reply,
  ${hidesText('s.user_id')} as hides_text,
  json_build_object('messageId', m.id, 'address', ${addressFor('r', 's.user_id')}) as reminds
from taken s ${joins}
cross join lateral (select ${shownName('users')} as name from users where users.id = m.author_id limit 1) author
where m.deleted_at is null and ${condition} and not ${isQuiet('s.user_id')}`;

const isStillWanted = `
select (${isLiveSession('d.session_id')}) is true and not ${isQuiet('s.user_id')} as wanted
from saved s ${joins}
cross join lateral (select session_id from push_subscriptions where id = $3 and user_id = s.user_id limit 1) d
where s.user_id = $1 and s.message_id = $2 and s.reminded_at is not null and m.deleted_at is null and ${condition}`;

@Injectable()
export class ReminderCallsRepository implements Claims {
  constructor(private readonly statements: Statements) {}

  claim(most: number): Promise<ClaimedRow[]> {
    return this.statements.query<ClaimedRow & Record<string, unknown>>(claim, [most]);
  }

  /** Not what was taken off the list meanwhile, and nothing of what its person may not read any more. */
  async isStillWanted({ user_id, reminds }: ClaimedRow, deviceId: number): Promise<boolean> {
    const [row] = await this.statements.query<{ wanted: boolean }>(isStillWanted, [
      user_id,
      reminds!.messageId,
      deviceId,
    ]);
    return row?.wanted ?? false;
  }
}
