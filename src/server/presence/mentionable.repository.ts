/** The SQL of whom a message can call in a room: whoever may read it, whether they have been there or not. */
import { Injectable } from '@nestjs/common';
import { mayRead } from '../memberships/rights.js';
import { membersOf } from '../memberships/who-is-in.js';
import { isNamed, isThere, lookedThrough, namedOfGiven, namedOfNewest, nearness } from '../people/naming.js';
import { shownName } from '../people/user-view.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';
import { personColumns, type PersonRow } from './person.row.js';

interface Wanted {
  /** Part of a canonical key. */
  key: string;
  /** Ids of whoever is here. */
  here: number[];
  limit: number;
}

const members = membersOf('$1', 'm');

const namedOfMembers = `
  select u.* from (select m.user_id from memberships m where ${members.condition} order by ${members.order} offset 0) member
  cross join lateral (select * from users where users.id = member.user_id limit 1) u where ${isNamed('u', '$2')}`;

const order = 'near.other, near.here desc, near.name, near.at desc nulls last, near.id';

/**
 * Whoever is called so, then who is here by name, then the others by when they were. Who may read is asked of them in that order
 * until there are enough.
 */
const mentionable = (people: string) => `
  select ${personColumns} from (
    select near.* from (
      select p.id, p.nearness > 0 as other, p.here, p.at, case when p.here then p.name end as name from (
        select u.id, ${nearness('u', '$2')} as nearness, u.id = any($3::bigint[]) as here,
          ${shownName('u')} collate "und-x-icu" as name, (select at from last_here where last_here.user_id = u.id) as at
        from (${people}) u where ${isThere('u')}
      ) p
    ) near
    order by ${order} offset 0
  ) near
  cross join lateral (select * from users where users.id = near.id limit 1) u
  where ${mayRead('near.id', '$1')}
  order by ${order} limit $4`;

const ofMembers = mentionable(namedOfMembers);
const ofNewest = mentionable(namedOfNewest('$2', '$5'));
const ofGiven = mentionable(namedOfGiven('$2', '$5'));

@Injectable()
export class MentionableRepository {
  constructor(private readonly statements: Statements) {}

  amongMembers(roomId: number, { key, here, limit }: Wanted): Promise<PersonRow[]> {
    return this.statements.query<PersonRow & Record<string, unknown>>(ofMembers, [
      ...[roomId, key, numberArray(here), limit],
    ]);
  }

  /** Of all people, or of those whom the reader may know of. */
  amongAll(roomId: number, { key, here, limit }: Wanted, among?: number[]): Promise<PersonRow[]> {
    return this.statements.query<PersonRow & Record<string, unknown>>(among ? ofGiven : ofNewest, [
      ...[roomId, key, numberArray(here), limit],
      among ? numberArray(among) : lookedThrough,
    ]);
  }
}
