/** The SQL of changing rooms. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { countRightsUp, endAllButAdministrators } from '../memberships/statements.js';
import { isAdministrator } from '../people/administrators.js';
import { isUniqueViolation } from '../platform/postgres/sql-states.js';
import { Statements } from '../platform/postgres/statements.js';
import type { NewState, RoomState } from './room-state.js';

const stateColumns = `name, access, posting, topic, archived_at is not null as archived`;

@Injectable()
export class RoomManagementRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async setTopic(roomId: number, topic: string): Promise<void> {
    await this.statements.query('update rooms set topic = $2 where id = $1', [roomId, topic]);
  }

  /**
   * Changes a room as an administrator: its state before, and whose membership ended because it is for administrators
   * now, or was. Null when the actor is none any more, `taken` when the name is. The lock comes in a statement of its own: it
   * waits for whoever is just becoming a member, and the next statement sees them.
   */
  async change(
    actorId: number,
    roomId: number,
    state: NewState,
  ): Promise<{ before: RoomState; ended: number[] } | null | 'taken'> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const before = await lock(manager, actorId, roomId);
        if (!before) return null;
        await update(manager, roomId, state);
        // After it was theirs, too: somebody demoted by hand may still be among the members.
        const isAdministrators =
          state.access !== undefined && [before.access, state.access].includes('admins');
        return { before, ended: isAdministrators ? await endMemberships(manager, roomId) : [] };
      });
    } catch (error) {
      if (isUniqueViolation(error)) return 'taken';
      throw error;
    }
  }
}

async function lock(manager: EntityManager, actorId: number, roomId: number): Promise<RoomState | null> {
  const rows = await manager.query<RoomState[]>(
    `select ${stateColumns} from rooms where id = $2 and access <> 'direct'
       and exists (select from users u where u.id = $1 and ${isAdministrator('u')}) for update`,
    [actorId, roomId],
  );
  return rows[0] ?? null;
}

/** What is null stays. */
async function update(manager: EntityManager, roomId: number, state: NewState): Promise<void> {
  await manager.query(
    `update rooms set
       name = coalesce($2, name), name_key = coalesce($3, name_key), topic = coalesce($4, topic),
       access = coalesce($5, access), posting = coalesce($6, posting),
       archived_at = case when $7::boolean is null then archived_at when $7 then coalesce(archived_at, now()) end,
       ${countRightsUp('coalesce($5, $6) is not null or $7::boolean is not null')}
     where id = $1`,
    [
      roomId,
      state.name ?? null,
      state.nameKey ?? null,
      state.topic ?? null,
      state.access ?? null,
      state.posting ?? null,
      state.archived ?? null,
    ],
  );
}

async function endMemberships(manager: EntityManager, roomId: number): Promise<number[]> {
  const [rows] = await manager.query<[{ user_id: number }[], number]>(endAllButAdministrators('$1'), [
    roomId,
  ]);
  return rows.map((row) => row.user_id);
}
