/** The SQL of changing rooms, in the transaction that holds the room locked. */
import { Injectable } from '@nestjs/common';
import { countRightsUp, endAllButAdministrators } from '../memberships/statements.js';
import { isUniqueViolation } from '../platform/postgres/sql-states.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { keepName } from './addresses.js';
import { nameTaken, type NewState, type RoomState } from './room-state.js';

@Injectable()
export class RoomManagementRepository {
  async state(transaction: Transaction, roomId: number): Promise<RoomState> {
    const [state] = await transaction.query<RoomState[]>(
      `select name, access, posting, topic, slow_seconds as "slowSeconds", archived_at is not null as archived
       from rooms where id = $1`,
      [roomId],
    );
    return state!;
  }

  /** What is left out stays. Throws `conflict` where the name is taken. */
  async update(transaction: Transaction, roomId: number, state: NewState): Promise<void> {
    try {
      if (state.nameKey !== undefined) await transaction.query(keepName, [roomId, state.nameKey]);
      await transaction.query(change, [
        roomId,
        state.name ?? null,
        state.nameKey ?? null,
        state.topic ?? null,
        state.access ?? null,
        state.posting ?? null,
        state.archived ?? null,
        state.slowSeconds ?? null,
      ]);
    } catch (error) {
      if (isUniqueViolation(error)) throw nameTaken();
      throw error;
    }
  }

  /** Of a room for administrators, and one that was: somebody demoted by hand may still be among the members. */
  async endMemberships(transaction: Transaction, roomId: number): Promise<number[]> {
    const [rows] = await transaction.query<[{ user_id: number }[], number]>(endAllButAdministrators('$1'), [
      roomId,
    ]);
    return rows.map((row) => row.user_id);
  }
}

const change = `
  update rooms set
    name = coalesce($2, name), name_key = coalesce($3, name_key), topic = coalesce($4, topic),
    access = coalesce($5, access), posting = coalesce($6, posting), slow_seconds = coalesce($8, slow_seconds),
    archived_at = case when $7::boolean is null then archived_at when $7 then coalesce(archived_at, now()) end,
    ${countRightsUp('coalesce($5, $6) is not null or $7::boolean is not null or $8::int is not null')}
  where id = $1`;
