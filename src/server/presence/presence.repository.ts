/** Who is connected where, for the other nodes and for pages. A row counts only while its node's lease runs. */
import { Injectable } from '@nestjs/common';
import { unlessLater } from './last-here.repository.js';
import { lookedUp } from '../platform/postgres/looked-up.js';
import { shownName, userColumns, type UserRow } from '../people/user-view.js';
import { Statements } from '../platform/postgres/statements.js';

export interface PresenceEntry {
  connectionId: string;
  roomId: number;
  userId: number;
}

export interface RemotePresence extends UserRow {
  room_id: number;
}

/** The place of every connection, whatever room it looks at: whoever has one there is here. No room has this id. */
export const everywhere = 0;

/** Seconds that a lease lasts, on the database's clock: a node that dies is forgotten that much later. */
const leaseSeconds = 15;

@Injectable()
export class PresenceRepository {
  constructor(private readonly statements: Statements) {}

  /** Renews the lease; false when it had run out or was swept away, and the node's rows with it. */
  async renewLease(nodeId: string): Promise<boolean> {
    const renewed = await this.statements.query(
      'update nodes set lease_until = now() + make_interval(secs => $2) where id = $1 and lease_until > now() returning id',
      [nodeId, leaseSeconds],
    );
    return renewed.length > 0;
  }

  /** Starts over: a fresh lease and exactly these entries. */
  async register(nodeId: string, entries: PresenceEntry[]): Promise<void> {
    await this.statements.query('delete from presence where node_id = $1', [nodeId]);
    await this.statements.query(
      `insert into nodes (id, lease_until) values ($1, now() + make_interval(secs => $2))
       on conflict (id) do update set lease_until = excluded.lease_until`,
      [nodeId, leaseSeconds],
    );
    await this.add(nodeId, entries);
  }

  async unregister(nodeId: string): Promise<void> {
    await this.statements.query('delete from nodes where id = $1', [nodeId]);
    await this.statements.query(
      `with gone as (delete from presence where node_id = $1 returning user_id)
       insert into last_here (user_id, at) select distinct user_id, now() from gone
       where (select true from users where users.id = gone.user_id and users.erased_at is null) order by user_id ${unlessLater}`,
      [nodeId],
    );
  }

  /**
   * Removes what dead nodes left behind. A lease that ends later than any that is given now was given before the clock went
   * back: the people of a node that has died since would be online until it is that late again. It is cut to the length of a
   * new one, which a node that lives renews in time. Its people were here until it renewed its lease for the last time.
   */
  async sweep(): Promise<void> {
    await this.statements.query(
      `with cut as (
         update nodes set lease_until = now() + make_interval(secs => $1)
         where lease_until > now() + make_interval(secs => $1 + 5)
       ), dead as (delete from nodes where lease_until < now() - interval '5 seconds' returning id, lease_until),
       gone as (
         delete from presence p using dead where ${lookedUp('p.node_id', 'dead.id')}
         returning p.user_id, dead.lease_until - make_interval(secs => $1) as at
       )
       insert into last_here (user_id, at) select user_id, max(at) from gone
       where (select true from users where users.id = gone.user_id and users.erased_at is null) group by user_id order by user_id ${unlessLater}`,
      [leaseSeconds],
    );
  }

  async add(nodeId: string, entries: PresenceEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.statements.query(
      `insert into presence (node_id, socket_id, room_id, user_id)
       select $1, * from unnest($2::text[], $3::bigint[], $4::bigint[]) on conflict do nothing`,
      [nodeId, ...columns(entries), entries.map((entry) => entry.userId)],
    );
  }

  /**
   * Each row by the primary key, whose order is the one that is asked for: the other indexes know the node, too, and would
   * find one of its rows among all of them. Rows are never updated, so that their places hold.
   */
  async remove(nodeId: string, entries: PresenceEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.statements.query(
      `delete from presence where ctid = any(array(
         select found.ctid from unnest($2::text[], $3::bigint[]) as gone(socket_id, room_id)
         cross join lateral (
           select p.ctid from presence p
           where (p.node_id, p.socket_id, p.room_id) >= ($1, gone.socket_id, gone.room_id)
             and (p.node_id, p.socket_id, p.room_id) <= ($1, gone.socket_id, gone.room_id)
           order by p.node_id, p.socket_id, p.room_id limit 1
         ) found))`,
      [nodeId, ...columns(entries)],
    );
  }

  async hasOtherNodes(nodeId: string): Promise<boolean> {
    const [row] = await this.statements.query<{ found: boolean }>(
      'select exists (select from nodes where id <> $1 and lease_until > now()) as found',
      [nodeId],
    );
    return row!.found;
  }

  /** Who the other nodes have in these rooms. */
  async onOtherNodes(nodeId: string, roomIds: number[]): Promise<RemotePresence[]> {
    return this.statements.query(
      `select distinct p.room_id, ${userColumns('u')}
       from presence p join nodes n on n.id = p.node_id and n.lease_until > now()
       cross join lateral (select * from users where users.id = p.user_id limit 1) u
       where p.room_id = any($2::bigint[]) and p.node_id <> $1`,
      [nodeId, roomIds],
    );
  }

  /** How many people are online in each room, on all nodes. */
  async countInRooms(roomIds: number[]): Promise<{ room_id: number; online: number }[]> {
    return this.statements.query(
      `select p.room_id, count(distinct p.user_id) as online
       from presence p join nodes n on n.id = p.node_id and n.lease_until > now()
       where p.room_id = any($1::bigint[]) group by p.room_id`,
      [roomIds],
    );
  }

  /** Who is online in any room, on any node, by name; `online` is how many they are in all. */
  async everybody(limit: number): Promise<(UserRow & { rooms: number; online: number })[]> {
    return this.statements.query(
      `select ${userColumns('u')}, here.rooms, count(*) over () as online
       from (
         select p.user_id, count(distinct p.room_id) filter (where p.room_id > ${everywhere}) as rooms
         from presence p join nodes n on n.id = p.node_id and n.lease_until > now() group by p.user_id
       ) here cross join lateral (select * from users where users.id = here.user_id limit 1) u
       order by ${shownName('u')} collate "und-x-icu" limit $1`,
      [limit],
    );
  }
}

const columns = (entries: PresenceEntry[]) => [
  entries.map((entry) => entry.connectionId),
  entries.map((entry) => entry.roomId),
];
