/**
 * The rooms that anybody may enter and the reader has not: a walk along rooms_open from a place on, or for a name. Each membership
 * is one look into its primary key, so that neither the number of rooms nor that of people makes a page dearer.
 */
import { Injectable } from '@nestjs/common';
import { isAdministratorNow } from '../people/administrators.js';
import { isGuestNow } from '../people/guests.js';
import { isBanned } from '../memberships/bans.js';
import { isMember } from '../memberships/who-is-in.js';
import { Statements } from '../platform/postgres/statements.js';
import { isOpen, readerAndRooms, standingColumns, type StandingRow } from './standing.row.js';

export interface OpenRow extends StandingRow {
  active_hour: number;
}

/** Behind which room a page begins, in the order of the list. */
export interface Place {
  hour: number;
  id: number;
}

/** As the index has it. */
const listed = `r.archived_at is null and r.access in ('public', 'admins')`;
const open = `(not ${isGuestNow('$1')} and (r.access = 'public' and not ${isBanned('r.id', '$1')} or ${isAdministratorNow('$1')}))`;
const foreign = `not ${isMember('$1', 'r.id')}`;

const rowsOf = (ids: string) => `
  select ${standingColumns()}, r.active_hour from ${readerAndRooms} and ${isOpen} and r.id = any(array(select id from ${ids}))
  order by r.active_hour desc, r.id desc`;

const page = `
with page as materialized (
  select r.id from rooms r
  where ${listed} and (r.active_hour, r.id) < ($2::int, $3::bigint) and ${open} and ${foreign}
  order by r.active_hour desc, r.id desc limit $4
) ${rowsOf('page')}`;

/** A search looks through so many of the liveliest rooms for a part of a name; any other room is found by its whole name. */
const lookedThrough = 2_000;

const search = `
with lively as materialized (
  select r.id, r.name_key from rooms r where ${listed} order by r.active_hour desc, r.id desc limit ${lookedThrough}
), found as materialized (
  select r.id from (
    select id from rooms where name_key = $2
    union all (select id from lively where name_key like $3 and name_key <> $2)
  ) named cross join lateral (select * from rooms where rooms.id = named.id limit 1) r
  where ${listed} and ${open} and ${foreign} limit $4
) ${rowsOf('found')}`;

@Injectable()
export class OpenRoomsRepository {
  constructor(private readonly statements: Statements) {}

  /** Those after a place, the liveliest first. */
  after(readerId: number, { hour, id }: Place, limit: number): Promise<OpenRow[]> {
    return this.statements.query<OpenRow>(page, [readerId, hour, id, limit]);
  }

  /** By part of a name's canonical key. */
  named(readerId: number, key: string, limit: number): Promise<OpenRow[]> {
    return this.statements.query<OpenRow>(search, [readerId, key, containing(key), limit]);
  }
}

const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
