/** The people of a room as they are shown: who is here by name, then the others by when they were. */
import { Injectable } from '@nestjs/common';
import { membershipOf, memberCount, membersOf, placesOf } from '../memberships/who-is-in.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { isNamed } from '../people/naming.js';
import { shownName } from '../people/user-view.js';
import { Statements } from '../platform/postgres/statements.js';
import { personColumns, type PersonRow } from './person.row.js';

export interface PlaceRow extends PersonRow {
  room_id: number;
  /** A private conversation. */
  direct: boolean;
}

export interface HereRow extends PersonRow {
  member: boolean;
  keeper: boolean;
  /** How many they are in all. */
  found: number;
}

/** A place among those who are away: the minute when they were here, since 1970, and who they are. */
export interface AwayPlace {
  minute: number;
  id: number;
}

interface Wanted {
  /** Part of a canonical key; empty for everybody. */
  key: string;
  limit: number;
}

const members = membersOf('$1', 'm');

/** No index has it, nor need it: a page reads the members of its one room, 10,000 of them in 25 ms. */
const minute = `coalesce(greatest(floor(extract(epoch from (select at from last_here where user_id = m.user_id)) / 60)::bigint, 1), 1)`;

/** They have a connection that counts, looked up when the walk comes to them. */
const isHere = `((
  select true from presence p cross join lateral (select lease_until from nodes where nodes.id = p.node_id limit 1) n
  where p.user_id = found.user_id and n.lease_until > now() order by p.user_id, p.node_id limit 1) is true)`;

@Injectable()
export class PeopleOfRoomsRepository {
  constructor(private readonly statements: Statements) {}

  /** Of those who are here the room's own, and those who look at it; by name, those after a person. */
  async here(
    roomId: number,
    { here, looking }: { here: number[]; looking: number[] },
    { key, limit, after }: Wanted & { after: number | undefined },
  ): Promise<HereRow[]> {
    return this.statements.query(
      `select *, count(*) over () as found from (
         select ${personColumns}, m.user_id is not null as member, m.keeper is true as keeper from unnest($2::bigint[]) given(id)
         cross join lateral (select * from users where users.id = given.id limit 1) u
         left join ${membershipOf('u.id', '$1', 'm')}
         where (m.user_id is not null or given.id = any($3::bigint[])) and ${isNamed('u', '$4')}
       ) u
       where $6::bigint is null
         or (u.name collate "und-x-icu", u.id) > ((select ${shownName('users')} from users where id = $6) collate "und-x-icu", $6)
       order by u.name collate "und-x-icu", u.id limit $5`,
      [roomId, numberArray(here), numberArray(looking), key, limit, after ?? null],
    );
  }

  /** Members who are not here, who was here last first; those after a place. */
  async away(
    roomId: number,
    { key, limit, after }: Wanted & { after: AwayPlace | undefined },
  ): Promise<(PersonRow & { keeper: boolean; minute: number })[]> {
    return this.statements.query(
      `select ${personColumns}, found.keeper, found.minute from (
         select * from (
           select m.user_id, m.keeper, ${minute} as minute from memberships m where ${members.condition} order by ${members.order} offset 0
         ) member
         where $3::bigint is null or (member.minute, member.user_id) < ($3, $4::bigint)
         order by member.minute desc, member.user_id desc offset 0
       ) found
       cross join lateral (select * from users where users.id = found.user_id limit 1) u
       where ${isNamed('u', '$2')} and not ${isHere}
       order by found.minute desc, found.user_id desc limit $5`,
      [roomId, key, after?.minute ?? null, after?.id ?? null, limit],
    );
  }

  async count(roomId: number): Promise<number> {
    const [row] = await this.statements.query<{ total: number }>(`select ${memberCount('$1')} as total`, [
      roomId,
    ]);
    return row!.total;
  }

  /** Where these people are seen: the rooms of theirs among those that are served, and their private conversations. */
  async placesOf(userIds: number[], served: number[]): Promise<PlaceRow[]> {
    return this.statements.query(
      `select ${personColumns}, place.room_id, place.direct from unnest($1::bigint[]) given(id)
       cross join lateral (select * from users where users.id = given.id limit 1) u
       cross join lateral (${placesOf('given.id', '$2')}) place`,
      [numberArray(userIds), numberArray(served)],
    );
  }

  /** By their ids, in no order. */
  async people(userIds: number[]): Promise<PersonRow[]> {
    return this.statements.query(
      `select ${personColumns} from unnest($1::bigint[]) given(id)
       cross join lateral (select * from users where users.id = given.id limit 1) u`,
      [numberArray(userIds)],
    );
  }
}
