import { Injectable } from '@nestjs/common';
import { saidBy } from '../files/statements.js';
import { takeCalls, whereTheyBelong } from '../messages/saved/statements.js';
import { Statements } from '../platform/postgres/statements.js';
import { otherOf } from '../rooms/direct-key.js';
import { beginning, type ClaimedRow } from './notices.repository.js';
import { hidesText, isQuiet } from './statements.js';

const { joins, condition } = whereTheyBelong('s');

/** What was true when the reminder was told need not be any more; and whoever is not to be disturbed finds it in their activity. */
const claim = `
with ${takeCalls('$1')}
select s.user_id, s.room_id, m.seq, 1 as messages, true as is_meant, author.username as author, m.kind,
  left(${saidBy('m')}, ${beginning}) as text, r.access, r.name as room_name, false as can_reply,
  ${hidesText('s.user_id')} as hides_text,
  json_build_object('messageId', m.id, 'address', coalesce(r.name, '@' || (
    select username from users where users.id = ${otherOf('r', 's.user_id')}))) as reminds
from taken s ${joins}
cross join lateral (select username from users where users.id = m.author_id limit 1) author
where m.deleted_at is null and ${condition} and not ${isQuiet('s.user_id')}`;

@Injectable()
export class ReminderCallsRepository {
  constructor(private readonly statements: Statements) {}

  claim(most: number): Promise<ClaimedRow[]> {
    return this.statements.query<ClaimedRow & Record<string, unknown>>(claim, [most]);
  }
}
