/** The SQL of making rooms: so many a day and person, counted and made in one transaction. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import type { Access, Posting } from '../../shared/rooms.js';
import { mayBeginWith } from '../memberships/beginning.js';
import type { Transaction } from '../platform/postgres/transaction.js';
import { insertMembers } from '../memberships/statements.js';
import { requireWelcome } from '../memberships/taking-in.js';
import { directKey } from './direct-key.js';

export interface NewRoomRow {
  name: string;
  nameKey: string;
  topic: string;
  access: Access;
  posting: Posting;
}

/** The room's id; null when there is one already; or when the maker may make the next one. */
export type Made = { roomId: number | null } | { freeAt: Date };

interface Making {
  makerId: number;
  most: number;
  isTalk: boolean;
  /** Nothing is made where it throws. */
  first?: (transaction: Transaction) => Promise<void>;
}

@Injectable()
export class RoomMakingRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Makes a room with its maker as the first member and keeper; `most` of them in a day. */
  create(room: NewRoomRow, makerId: number, most: number): Promise<Made> {
    return this.make(
      { makerId, most, isTalk: false },
      `with room as (
         insert into rooms (name, name_key, topic, access, posting, created_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (name_key) do nothing returning id, last_seq, rev
       ) ${insertMembers('room', 'array[$6::bigint]', 'true')}`,
      [room.name, room.nameKey, room.topic, room.access, room.posting, makerId],
    );
  }

  /** Makes the room of two people with both as members; `most` of them in a day. */
  createDirect(makerId: number, peerId: number, most: number): Promise<Made> {
    return this.make(
      { makerId, most, isTalk: true },
      `with room as (
         insert into rooms (access, direct_key, created_by) values ('direct', $1, $2)
         on conflict (direct_key) do nothing returning id, last_seq, rev
       ) ${insertMembers('room', 'array[$2, $3]')}`,
      [directKey(makerId, peerId), makerId, peerId],
    );
  }

  /** Whether somebody wants to be written to by this person, with whom they have no conversation yet. */
  async mayBegin(authorId: number, peerId: number): Promise<boolean> {
    const [row] = await this.dataSource.query<{ may: boolean }[]>(
      `select ${mayBeginWith('author', '$2::bigint')} as may from users author where author.id = $1`,
      [authorId, peerId],
    );
    return row?.may ?? false;
  }

  /** Makes a group of them all, who want to be taken in; `most` of them in a day. */
  createGroup(makerId: number, others: number[], most: number): Promise<Made> {
    const welcome = (transaction: Transaction) => requireWelcome(transaction, makerId, others, null);
    return this.make(
      { makerId, most, isTalk: true, first: welcome },
      `with room as (
         insert into rooms (access, created_by) values ('group', $1) returning id, last_seq, rev
       ) ${insertMembers('room', '$2')}`,
      [makerId, [makerId, ...others]],
    );
  }

  private make({ makerId, most, isTalk, first }: Making, insert: string, values: unknown[]): Promise<Made> {
    return this.dataSource.transaction(async (manager) => {
      await first?.(manager);
      const freeAt = await fullUntil(manager, makerId, isTalk, most);
      if (freeAt) return { freeAt };
      const [member] = await manager.query<{ room_id: number }[]>(insert, values);
      return { roomId: member?.room_id ?? null };
    });
  }
}

/**
 * When the earliest of the newest `most` rooms of this person is a day old, where that is still to come. The lock makes one
 * person's makings take turns, in a statement of its own: the next one sees what whoever was waited for has made.
 */
async function fullUntil(
  manager: EntityManager,
  makerId: number,
  isTalk: boolean,
  most: number,
): Promise<Date | undefined> {
  await manager.query('select from users where id = $1 for no key update', [makerId]);
  const rows = await manager.query<{ free_at: Date }[]>(
    `select created_at + interval '1 day' as free_at from rooms
     where created_by = $1 and created_at > now() - interval '1 day' and (access in ('direct', 'group')) = $2
     order by created_at desc offset $3 limit 1`,
    [makerId, isTalk, most - 1],
  );
  return rows[0]?.free_at;
}
