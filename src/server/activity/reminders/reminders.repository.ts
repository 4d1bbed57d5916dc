/** The SQL that tells people of what they wanted to be reminded of: taking a reminder and telling of it are one statement. */
import { Injectable } from '@nestjs/common';
import { takeDue, whereTheyBelong } from '../../messages/saved/statements.js';
import { hasDevice } from '../../notices/statements.js';
import { Statements } from '../../platform/postgres/statements.js';

export interface Reminded {
  /** How many were taken, told or not: of a room that was left, or of what was deleted, nothing is told. */
  taken: number;
  added: [id: number, userId: number][];
}

const { joins, condition } = whereTheyBelong('s');

/** Told once more for the same message, its row comes anew. */
const remind = `
with ${takeDue('$1', hasDevice('due.user_id'))}, added as (
  insert into activity (user_id, kind, subject_id, room_id, message_id, seq, actor_id, at)
  select s.user_id, 'reminder', m.id, m.room_id, m.id, m.seq, m.author_id, now()
  from taken s ${joins}
  where m.deleted_at is null and ${condition}
  order by s.user_id, s.id
  on conflict (message_id, user_id, kind) do update set id = default, at = excluded.at, read_at = null
  returning id, user_id
)
select (select count(*) from taken) as taken,
  (select coalesce(json_agg(json_build_array(id, user_id) order by id), '[]') from added) as added`;

@Injectable()
export class RemindersRepository {
  constructor(private readonly statements: Statements) {}

  async remind(most: number): Promise<Reminded> {
    const [row] = await this.statements.query<Reminded & Record<string, unknown>>(remind, [most]);
    return row!;
  }
}
