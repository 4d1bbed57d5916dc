/** The SQL of who is shown otherwise since a number (people/person-state.ts). */
import { Injectable } from '@nestjs/common';
import type { RenamedPerson, ShownPerson } from '../../shared/profiles.js';
import { maySee } from '../memberships/rights.js';
import { peopleState, statusOf } from '../people/person-state.js';
import { formerNamesOf, renamedLately } from '../people/usernames.repository.js';
import { userJson } from '../people/user-view.js';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';

interface Row {
  people: (ShownPerson & { changed_as: number })[];
  state: number;
}

interface Seeing {
  readerId: number;
  personId: number;
}

export interface Changed {
  people: ShownPerson[];
  last: number;
}

/** `$3` null: whoever they are. What is told and the number are of one moment. */
const changed = `
select ${peopleState} as state, coalesce((
  select json_agg(json_build_object('user', ${userJson('u')}, 'status', ${statusOf('u')}, 'changed_as', u.changed_as,
    'formerNames', case when u.erased_at is null then ${formerNamesOf('u.id')} end) order by u.changed_as)
  from (
    select * from users u where u.changed_as > $1 and ($3::bigint is null or ${maySee('$3', 'u.id')})
    order by u.changed_as limit $2
  ) u), '[]') as people`;

const renamed = `
select coalesce(json_agg(json_build_object('user', ${userJson('u')}, 'formerNames', lately.keys)), '[]') as people
from (${renamedLately}) lately
cross join lateral (select * from users where users.id = lately.user_id and users.erased_at is null limit 1) u
where $1::bigint is null or ${maySee('$1', 'u.id')}`;

const seen = `
select pair.reader_id as "readerId", pair.person_id as "personId" from unnest($1::bigint[], $2::bigint[]) pair(reader_id, person_id)
where ${maySee('pair.reader_id', 'pair.person_id')}`;

const lastAmong = `
select coalesce(max(u.changed_as), 0) as last from unnest($1::bigint[]) given(id)
cross join lateral (select changed_as from users where users.id = given.id limit 1) u`;

@Injectable()
export class ShownPeopleRepository {
  constructor(private readonly statements: Statements) {}

  /** Who has taken another username lately, of those whom the reader may see; null: whoever they are. */
  async renamed(readerId: number | null): Promise<RenamedPerson[]> {
    const [row] = await this.statements.query<{ people: RenamedPerson[] }>(renamed, [readerId]);
    return row!.people;
  }

  /** Those of these pairs of whom one may see the other. */
  seen(pairs: Seeing[]): Promise<Seeing[]> {
    return this.statements.query<Seeing & Record<string, unknown>>(seen, [
      numberArray(pairs.map(({ readerId }) => readerId)),
      numberArray(pairs.map(({ personId }) => personId)),
    ]);
  }

  async last(): Promise<number> {
    const [row] = await this.statements.query<{ last: number }>(`select ${peopleState} as last`);
    return row!.last;
  }

  /** Those who changed after this number, in that order, whom the reader may see; `last` is what to go on from. */
  async after(number: number, limit: number, readerId: number | null): Promise<Changed> {
    const [row] = await this.statements.query<Row & Record<string, unknown>>(changed, [
      number,
      limit,
      readerId,
    ]);
    const { people, state } = row!;
    return {
      people: people.map(({ user, status, formerNames }) => ({
        ...{ user, status },
        ...(formerNames && { formerNames }),
      })),
      last: people.length < limit ? state : people.at(-1)!.changed_as,
    };
  }

  /** The same for a guest, to whom `seen` are all whom they know of: the number counts no change of anybody else. */
  async afterAmong(seen: number[], number: number, limit: number, readerId: number): Promise<Changed> {
    // Before it is looked who changed: whoever does in between is told of twice rather than never.
    const before = await this.lastAmong(seen);
    const { people, last } = await this.after(number, limit, readerId);
    return { people, last: people.length < limit ? before : last };
  }

  /** The number of the last change among these people. */
  async lastAmong(ids: number[]): Promise<number> {
    const [row] = await this.statements.query<{ last: number }>(lastAmong, [numberArray(ids)]);
    return row!.last;
  }
}
