/** Tells the people of a guest's rooms, by which `people` knows whom they may know of. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SeenPeople } from '../people/seen-people.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';
import { sharesRoom } from './rights.js';
import { membersOf } from './who-is-in.js';

const theirs = membersOf('mine.room_id', 'theirs');

/** `$1` the guest, `$2` ids. */
const among = `
  select given.id from unnest($2::bigint[]) with ordinality given(id, number)
  where given.id = $1 or ${sharesRoom('$1', 'given.id')} order by given.number`;

const all = `
  select $1::bigint as id
  union
  select theirs.user_id from memberships mine
  cross join lateral (
    select user_id from memberships theirs where ${theirs.condition} order by ${theirs.order}
  ) theirs
  where mine.user_id = $1`;

@Injectable()
export class Acquaintances implements OnModuleInit {
  constructor(
    private readonly statements: Statements,
    private readonly seen: SeenPeople,
  ) {}

  onModuleInit(): void {
    this.seen.askOf(async (guestId, ids) => {
      const [text, values] = ids === null ? [all, [guestId]] : [among, [guestId, numberArray(ids)]];
      const rows = await this.statements.query<{ id: number }>(text, values);
      return rows.map(({ id }) => id);
    });
  }
}
