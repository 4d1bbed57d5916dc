/** The SQL of managing rooms: whoever looks here may be an administrator who is no member of the room. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { Statements } from '../platform/postgres/statements.js';
import type { Role } from '../../shared/people.js';
import type { StandingRow } from './room.row.js';
import type { NewState, RoomState } from './room-state.js';
import { isOpen, readerAndRooms, standingColumns } from './rooms.repository.js';

/** Who asks: their id, and whether they may act as an administrator if they are one (an API token may forbid it). */
export interface Asker {
  id: number;
  administers: boolean;
}

export interface ManagedRow extends StandingRow {
  /** False: the asker sees the room as an administrator only. */
  open: boolean;
  members: number;
}

export interface MemberRow {
  id: number;
  username: string;
  role: Role;
}

export interface RoomFilter {
  /** Part of a name's canonical key. */
  key?: string;
  archived?: boolean;
  after: number;
}

const managed = `
  select ${standingColumns}, ${isOpen} as open, (select count(*) from memberships x where x.room_id = r.id) as members
  from ${readerAndRooms} and (${isOpen} or $2 and u.role = 'admin' and r.access <> 'direct')`;

const stateColumns = `name, access, posting, topic, archived_at is not null as archived`;

const uniqueViolation = '23505';

@Injectable()
export class RoomManagementRepository {
  constructor(
    private readonly statements: Statements,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async find(asker: Asker, roomId: number): Promise<ManagedRow | null> {
    const [row] = await this.statements.query<ManagedRow>(`${managed} and r.id = $3`, [
      asker.id,
      asker.administers,
      roomId,
    ]);
    return row ?? null;
  }

  /** Rooms with a name, in the order in which they were made. */
  list(asker: Asker, { key, archived, after }: RoomFilter, limit: number): Promise<ManagedRow[]> {
    return this.statements.query<ManagedRow>(
      `${managed} and r.access <> 'direct' and r.id > $3
         and ($4::text is null or r.name_key like $4) and ($5::boolean is null or (r.archived_at is not null) = $5)
       order by r.id limit $6`,
      [
        asker.id,
        asker.administers,
        after,
        key === undefined ? null : containing(key),
        archived ?? null,
        limit,
      ],
    );
  }

  /** By id, so that a page ends at a cursor that stays where it is. */
  members(roomId: number, after: number, limit: number): Promise<MemberRow[]> {
    return this.statements.query<MemberRow>(
      `select u.id, u.username, u.role from memberships m join users u on u.id = m.user_id
       where m.room_id = $1 and m.user_id > $2 order by m.user_id limit $3`,
      [roomId, after, limit],
    );
  }

  /**
   * Changes a room as an administrator: its state before, and whose membership ended because it is for administrators
   * now. Null when the actor is none any more, `taken` when the name is. The lock comes in a statement of its own: it
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
        const narrows = state.access === 'admins' && before.access !== 'admins';
        return { before, ended: narrows ? await endMemberships(manager, roomId) : [] };
      });
    } catch (error) {
      if (
        error instanceof QueryFailedError &&
        (error.driverError as { code?: string }).code === uniqueViolation
      )
        return 'taken';
      throw error;
    }
  }

  /** Ends the memberships in rooms for administrators of somebody who is none, and answers with those rooms. */
  async loseAdminRooms(userId: number): Promise<number[]> {
    const rows = await this.statements.query<{ room_id: number }>(
      `with locked as materialized (
         select r.id from rooms r join memberships m on m.room_id = r.id and m.user_id = $1
         where r.access = 'admins' and exists (select from users where id = $1 and role <> 'admin')
         order by r.id for no key update of r
       ), room as (update rooms set rights = rights + 1 from locked where rooms.id = locked.id returning rooms.id)
       delete from memberships m using room where m.room_id = room.id and m.user_id = $1 returning m.room_id`,
      [userId],
    );
    return rows.map((row) => row.room_id);
  }
}

async function lock(manager: EntityManager, actorId: number, roomId: number): Promise<RoomState | null> {
  const rows = await manager.query<RoomState[]>(
    `select ${stateColumns} from rooms where id = $2 and access <> 'direct'
       and exists (select from users where id = $1 and role = 'admin' and deactivated_at is null) for update`,
    [actorId, roomId],
  );
  return rows[0] ?? null;
}

/** What is null stays. A change of who may post counts `rights` up: see the room log. */
async function update(manager: EntityManager, roomId: number, state: NewState): Promise<void> {
  await manager.query(
    `update rooms set
       name = coalesce($2, name), name_key = coalesce($3, name_key), topic = coalesce($4, topic),
       access = coalesce($5, access), posting = coalesce($6, posting),
       archived_at = case when $7::boolean is null then archived_at when $7 then coalesce(archived_at, now()) end,
       rights = rights + case when coalesce($5, $6) is null and $7::boolean is null then 0 else 1 end
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
  const [rows] = await manager.query<[{ user_id: number }[], number]>(
    `delete from memberships m using users u
     where m.room_id = $1 and u.id = m.user_id and u.role <> 'admin' returning m.user_id`,
    [roomId],
  );
  return rows.map((row) => row.user_id);
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
