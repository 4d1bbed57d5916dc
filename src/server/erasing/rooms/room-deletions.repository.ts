/** The SQL of rooms that are deleted with all that is in them: nobody's at once, and then a slice at a time. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { letGo } from '../../files/statements.js';
import { deleteMessages } from '../../messages/changing/statements.js';
import { filesAndPicture } from '../../messages/linked/statements.js';
import { lockCursors } from '../../messages/log/cursors.repository.js';
import { Statements } from '../../platform/postgres/statements.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { forgetPresence } from '../../presence/statements.js';
import { deleteRoom, giveUpRoom } from '../../rooms/room-deletion.js';
import { atOnce, withMessages, withRoom } from './room-contents.js';

/** Messages that one transaction deletes: nobody waits for it. */
const batch = 500;

/** Longer than a slice of the work takes: a node that lives renews its claim after each. */
const claimed = `now() + interval '30 seconds'`;

const revokeInvitations = `
with led as (
  delete from invitation_rooms where room_id = $1 returning invitation_id
)
update invitations set revoked_at = now() from led
where invitations.id = led.invitation_id and revoked_at is null and not exists (
  select from invitation_rooms other where other.invitation_id = invitations.id and other.room_id <> $1)`;

const next = `
select m.id, ${filesAndPicture('m')} as files from messages m where m.room_id = $1 order by m.seq limit ${batch}`;

/** Of uploads of which no message was made. */
const letGoOfUnsent = `update files set gone_at = clock_timestamp() where room_id = $1 and gone_at is null`;

const slices = Object.entries(withRoom).map(([table, rows]) => ({
  rows,
  text: `delete from ${table} where ctid = any(array(select ctid from ${table} where room_id = $1 limit ${rows})) returning 1`,
}));

@Injectable()
export class RoomDeletionsRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** The room, which is held locked, is nobody's from now on: it has no name, no members, and nobody looks into it. */
  async begin(transaction: Transaction, roomId: number): Promise<void> {
    for (const table of atOnce) await transaction.query(`delete from ${table} where room_id = $1`, [roomId]);
    await transaction.query(revokeInvitations, [roomId]);
    await transaction.query(giveUpRoom('$1'), [roomId]);
    await transaction.query('insert into room_deletions (room_id) values ($1)', [roomId]);
  }

  /** One that no other node is at work on, the oldest first. */
  async claim(): Promise<number | null> {
    const [row] = await this.statements.query<{ room_id: number }>(
      `update room_deletions set claimed_until = ${claimed} where room_id = (
         select room_id from room_deletions where claimed_until <= now() order by asked_at limit 1 for update skip locked
       ) returning room_id`,
    );
    return row?.room_id ?? null;
  }

  async renew(roomId: number): Promise<void> {
    await this.statements.query(`update room_deletions set claimed_until = ${claimed} where room_id = $1`, [
      roomId,
    ]);
  }

  /** Deletes messages, the oldest first, with all that is theirs; false once there is none. */
  removeMessages(roomId: number): Promise<boolean> {
    return this.dataSource.transaction(async (transaction) => {
      const rows = await transaction.query<{ id: number; files: number[] | null }[]>(next, [roomId]);
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0) return false;
      for (const [table, column] of Object.entries(withMessages))
        await transaction.query(`delete from ${table} where ${column} = any($1::bigint[])`, [ids]);
      const files = rows.flatMap((row) => row.files ?? []);
      if (files.length > 0) await transaction.query(letGo('$1'), [files]);
      await transaction.query(deleteMessages('$1::bigint[]'), [ids]);
      return true;
    });
  }

  /** Deletes a slice of what is the room's beside its messages; false once there is nothing left. */
  async removeSome(roomId: number): Promise<boolean> {
    for (const { text, rows } of slices)
      if ((await this.statements.query(text, [roomId])).length === rows) return true;
    return false;
  }

  /**
   * The row of the room goes last. Whoever was dealing with its log at the time may have written something since: they hold their
   * cursor, and are waited for.
   */
  finish(roomId: number): Promise<void> {
    return this.dataSource.transaction(async (transaction) => {
      await transaction.query(lockCursors('$1'), [roomId]);
      await transaction.query('select from rooms where id = $1 for update', [roomId]);
      for (const text of [
        letGoOfUnsent,
        'delete from activity where room_id = $1',
        forgetPresence('$1'),
        deleteRoom('$1'),
      ])
        await transaction.query(text, [roomId]);
    });
  }

  /** Files that were sent in a room, counted up to `most`. */
  async files(roomId: number, most: number): Promise<number> {
    const [row] = await this.statements.query<{ count: number }>(
      `select count(*)::int as count from (
         select from files where room_id = $1 and message_id is not null and gone_at is null and not is_preview limit $2) counted`,
      [roomId, most],
    );
    return row!.count;
  }
}
