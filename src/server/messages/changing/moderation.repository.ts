/** The SQL of removing all that somebody wrote. */
import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { isAdministratorNow } from '../../people/administrators.js';
import { isErased } from '../../people/erased.js';
import { isModeratorNow } from '../../people/moderators.js';
import { lookedUp } from '../../platform/postgres/looked-up.js';
import { letGo } from '../../files/statements.js';
import { filesAndPicture } from '../linked/statements.js';
import { forgetVersions } from '../versions/statements.js';
import { keepFirstText } from '../first-text.js';
import { type MessageRow, deletedColumns } from '../message.row.js';
import { RoomLogRepository } from '../log/room-log.repository.js';
import { unpinned } from '../pins/statements.js';

export interface WrittenIn {
  room_id: number;
  /** In seq order. */
  ids: number[];
}

/**
 * Messages `$1` of the author `$2` in room `$4` become tombstones, removed by `$3`, a moderator this very moment, or who wrote them and was erased.
 * They are locked first, in the order of their ids, so that two who do the same cannot deadlock, and looked at as they
 * are then; each takes the room's next rev, in seq order. `+ 0`: by their ids alone, whatever an index says of author or room.
 * One that was changed while it was waited for is left for the next time, see target.ts.
 */
const remove = `
with waited_for as materialized (
  select m.id, m.seq, m.rev, ${filesAndPicture('m')} as files from messages m
  where m.id = any($1::bigint[]) and m.author_id + 0 = $2 and m.room_id + 0 = $4 and m.deleted_at is null
    and (${isModeratorNow('$3')} or ($3 = $2 and ${isErased('$2')}))
  order by m.id for no key update
), locked as materialized (
  select * from waited_for where rev = (select x.rev from messages x where x.id = waited_for.id)
), target as (
  select id, row_number() over (order by seq) as place from locked
), room as (
  update rooms set rev = rev + batch.size from (select count(*) as size from locked) batch
  where rooms.id = $4 and batch.size > 0 returning rooms.rev - batch.size as rev
), cleared as (
  delete from reactions using locked where ${lookedUp('message_id', 'locked.id')}
), forgotten as (
  ${forgetVersions('array(select id from locked)')}
), let_go as (
  ${letGo('array(select unnest(files) from locked)')}
)
update messages m set text = null, html = null, about = null, mentions = null, files = null, preview = null, ${unpinned}, deleted_at = clock_timestamp(), deleted_by = $3, rev = room.rev + target.place,
  ${keepFirstText('m')}
from room, target where ${lookedUp('m.id', 'target.id')} returning ${deletedColumns}`;

@Injectable()
export class ModerationRepository {
  constructor(
    private readonly log: RoomLogRepository,
    private readonly statements: Statements,
  ) {}

  /** Whether the one is an administrator, and the name of the other; null when there is nobody. */
  async standing(
    administratorId: number,
    userId: number,
  ): Promise<{ administers: boolean; username: string | null }> {
    const [row] = await this.statements.query<{ administers: boolean; username: string | null }>(
      `select ${isAdministratorNow('$1')} as administers,
         (select username from users where id = $2) as username`,
      [administratorId, userId],
    );
    return row!;
  }

  /** All that the person wrote and that still has its text, room by room; what rooms tell of themselves stays, whoever caused it. */
  writtenBy(authorId: number): Promise<WrittenIn[]> {
    return this.statements.query<WrittenIn>(
      `select room_id, json_agg(id order by seq) as ids from messages
       where author_id = $1 and deleted_at is null and kind <> 'room' group by room_id order by room_id`,
      [authorId],
    );
  }

  /** The tombstones, in rev order; none when the administrator is none any more. */
  async remove(
    administratorId: number,
    authorId: number,
    roomId: number,
    ids: number[],
  ): Promise<MessageRow[]> {
    const values = [ids, authorId, administratorId, roomId];
    const ask = () => this.log.query<MessageRow>('delete_all', remove, values);
    const rows = await ask();
    if (rows.length < ids.length) rows.push(...(await ask()));
    return rows.sort((a, b) => a.rev - b.rev);
  }
}
