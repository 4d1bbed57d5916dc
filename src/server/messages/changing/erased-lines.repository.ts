/** The SQL of taking the name of somebody who was erased out of what rooms tell of themselves. */
import { Injectable } from '@nestjs/common';
import type { About } from '../../../shared/room-lines.js';
import { Statements } from '../../platform/postgres/statements.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { messageColumns, type MessageRow } from '../message.row.js';

export interface NamingLine {
  id: number;
  room_id: number;
  about: About;
}

/** Lines are few among messages, and have an index of their own: it is read from end to end. */
const naming = `
select id, room_id, about from messages
where kind = 'room' and about -> 'people' @> jsonb_build_array(jsonb_build_object('id', $1::bigint))
  and not about -> 'people' @> jsonb_build_array(jsonb_build_object('id', $1::bigint, 'username', $2::text))
order by room_id, seq limit $3`;

/** Lines `$2` of the room `$1` say `$3` and are about `$4` from now on. Messages are locked before their room, in the order of their ids, as whoever removes them does. */
const rewrite = `
with given as (
  select * from unnest($2::bigint[], $3::text[], $4::jsonb[]) as given(id, text, about)
), locked as materialized (
  select m.id, m.seq from messages m
  where m.id = any($2::bigint[]) and m.room_id + 0 = $1 and m.deleted_at is null order by m.id for no key update
), target as (
  select id, row_number() over (order by seq) as place from locked
), room as (
  update rooms set rev = rev + batch.size from (select count(*) as size from target) batch
  where rooms.id = $1 and batch.size > 0 returning rooms.rev - batch.size as rev
)
update messages m set text = given.text, about = given.about, rev = room.rev + target.place
from room, target, given where m.id = target.id and given.id = target.id`;

@Injectable()
export class ErasedLinesRepository {
  constructor(
    private readonly log: RoomLogRepository,
    private readonly statements: Statements,
  ) {}

  /** That name somebody, and not by `username` only; the first of them. */
  naming(userId: number, username: string, limit: number): Promise<NamingLine[]> {
    return this.statements.query<NamingLine & Record<string, unknown>>(naming, [userId, username, limit]);
  }

  /** Of one room; answers with them as they are then, in rev order. */
  async rewrite(roomId: number, lines: { id: number; text: string; about: About }[]): Promise<MessageRow[]> {
    const ids = lines.map(({ id }) => id);
    await this.log.query('rewrite_lines', rewrite, [
      roomId,
      ids,
      lines.map(({ text }) => text),
      lines.map(({ about }) => JSON.stringify(about)),
    ]);
    return this.statements.query<MessageRow & Record<string, unknown>>(
      `select ${messageColumns} from messages m where m.id = any($1::bigint[]) and m.deleted_at is null order by m.rev`,
      [ids],
    );
  }
}
