/** The SQL of forgetting somebody: rows of many tables, a slice at a time. */
import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';
import { forgotten } from './forgotten.js';

/** Rows that one statement deletes: quick, and nobody waits for it. */
const slice = 1_000;

const deletions = Object.entries(forgotten).flatMap(([table, columns]) =>
  columns.map(
    (column) =>
      `delete from ${table} where ctid = any(array(select ctid from ${table} where ${column} = $1 limit ${slice})) returning 1`,
  ),
);

/** Numbers of what is theirs; messages and entries up to one more than `counted`. */
export interface RemainsRow {
  messages: number;
  files: number;
  entries: number;
  reports: number;
}

export const counted = 10_000;

@Injectable()
export class ForgettingRepository {
  constructor(private readonly statements: Statements) {}

  /** Deletes a slice of what is only theirs; false once there is nothing left. */
  async forgetSome(userId: number): Promise<boolean> {
    for (const deletion of deletions) {
      const rows = await this.statements.query(deletion, [userId]);
      if (rows.length === slice) return true;
    }
    return false;
  }

  /** Nobody comes in any more by the word of somebody who is gone. */
  async revokeInvitations(userId: number): Promise<void> {
    await this.statements.query(
      'update invitations set revoked_at = now() where made_by = $1 and revoked_at is null',
      [userId],
    );
  }

  /** What reports say that they wrote, where their messages are to go. */
  async forgetReported(userId: number): Promise<void> {
    await this.statements.query('update reports set text = null where author_id = $1 and text is not null', [
      userId,
    ]);
  }

  async rooms(userId: number): Promise<number[]> {
    const rows = await this.statements.query<{ room_id: number }>(
      'select room_id from memberships where user_id = $1 order by room_id',
      [userId],
    );
    return rows.map((row) => row.room_id);
  }

  async remains(userId: number): Promise<RemainsRow> {
    const count = (from: string) =>
      `(select count(*) from (select from ${from} limit ${counted + 1}) counted)`;
    const [row] = await this.statements.query<RemainsRow & Record<string, unknown>>(
      `select ${count('messages where author_id = $1 and deleted_at is null')} as messages,
         ${count('files where uploader_id = $1 and message_id is not null and gone_at is null')} as files,
         ${count('audit_log where actor_id = $1')} as entries,
         ${count('reports where reporter_id = $1 or author_id = $1')} as reports`,
      [userId],
    );
    return row!;
  }

  /** Names of the rooms that have no other keeper, the first of them. */
  async roomsKeptAlone(userId: number, most: number): Promise<string[]> {
    const rows = await this.statements.query<{ name: string }>(
      `select r.name from memberships m
       cross join lateral (select name from rooms where rooms.id = m.room_id limit 1) r
       where m.user_id = $1 and m.keeper and r.name is not null and not exists (
         select from memberships other where other.room_id = m.room_id and other.keeper and other.user_id <> $1)
       order by r.name limit $2`,
      [userId, most],
    );
    return rows.map(({ name }) => name);
  }
}
