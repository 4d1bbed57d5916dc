/** The SQL of everybody who can sign in: all of them by name, and those who are named so, the nearest first. */
import { Injectable } from '@nestjs/common';
import { numberArray } from '../platform/postgres/number-array.js';
import { Statements } from '../platform/postgres/statements.js';
import { isThere, lookedThrough, namedOfGiven, namedOfNewest, nearness } from './naming.js';
import { shownName } from './user-view.js';

export interface DirectoryPage {
  /** A canonical key; empty for everybody. */
  key: string;
  /** The last person of the page before. */
  after: number | undefined;
  limit: number;
}

const name = `${shownName('u')} collate "und-x-icu"`;

/** `$1` where the page before ended. As long as they have another name or none, whoever pages begins anew. */
const isAfter = (among = '') => `(${name}, u.id) > (
  (select ${shownName('last')} from users last where last.id = $1 ${among}) collate "und-x-icu", $1)`;

/** A walk along users_shown; each text is planned for itself. */
const first = `select u.id from users u where ${isThere('u')} and ${name} >= '' order by ${name}, u.id limit $1`;
const further = `select u.id from users u where ${isThere('u')} and ${isAfter()} order by ${name}, u.id limit $2`;

/** Of the ids `$3`, of which the place is one: whoever may know of no others is not told where these would stand. */
const among = (condition: string) => `
  select u.id from unnest($3::bigint[]) given(id)
  cross join lateral (select * from users where users.id = given.id limit 1) u
  where ${isThere('u')} and ${condition} order by ${name}, u.id limit $2`;
const firstAmong = among('$1::bigint is null');
const furtherAmong = among(isAfter('and last.id = any($3::bigint[])'));

/** `$4` where the page before ended. */
const named = (people: string) => `
  with found as materialized (
    select u.id, ${nearness('u', '$1')} as nearness, ${name} as name from (${people}) u where ${isThere('u')}
  )
  select found.id from found
  where $4::bigint is null or (found.nearness, found.name, found.id) >
    ((select nearness from found where id = $4), (select name from found where id = $4), $4)
  order by found.nearness, found.name, found.id limit $2`;
const namedAmongAll = named(namedOfNewest('$1', '$3'));
const namedAmongGiven = named(namedOfGiven('$1', '$3'));

@Injectable()
export class PeopleDirectoryRepository {
  constructor(private readonly statements: Statements) {}

  /** Their ids, out of `among` where it is there. 10,000 people take 3 ms; a name that is typed to its end is found beyond them, too. */
  async page({ key, after, limit }: DirectoryPage, among?: number[]): Promise<number[]> {
    const rows = await this.statements.query<{ id: number }>(...statement({ key, after, limit }, among));
    return rows.map(({ id }) => id);
  }
}

function statement({ key, after, limit }: DirectoryPage, among?: number[]): [string, unknown[]] {
  const ids = among && numberArray(among);
  if (key !== '')
    return [ids ? namedAmongGiven : namedAmongAll, [key, limit, ids ?? lookedThrough, after ?? null]];
  if (ids) return [after === undefined ? firstAmong : furtherAmong, [after ?? null, limit, ids]];
  return after === undefined ? [first, [limit]] : [further, [after, limit]];
}
