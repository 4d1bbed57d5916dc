/** The SQL of who could keep a room after somebody. */
import { Injectable } from '@nestjs/common';
import { isNamed, nearness } from '../people/naming.js';
import { shownName, userColumns, type UserRow } from '../people/user-view.js';
import { Statements } from '../platform/postgres/statements.js';
import { mayKeep } from './rights.js';
import { membersOf } from './who-is-in.js';

const members = membersOf('$1', 'm');

const others = `select m.user_id, m.keeper from memberships m where ${members.condition} and m.user_id <> $2 order by ${members.order}`;

const isKept = `select (select true from (${others}) other where other.keeper limit 1) is true as kept`;

/** No index has the names of one room's people: 10,000 of them are read in 25 ms. */
const heirs = `
  select ${userColumns('u')} from (${others} offset 0) other
  cross join lateral (select * from users where users.id = other.user_id limit 1) u
  where ${mayKeep('u')} and ${isNamed('u', '$3')}
  order by ${nearness('u', '$3')}, ${shownName('u')} collate "und-x-icu", u.id limit $4`;

@Injectable()
export class HeirsRepository {
  constructor(private readonly statements: Statements) {}

  async isKeptByOthers(roomId: number, personId: number): Promise<boolean> {
    const [row] = await this.statements.query<{ kept: boolean }>(isKept, [roomId, personId]);
    return row!.kept;
  }

  /** `key`: part of a canonical key; empty for all of them. */
  find(roomId: number, personId: number, key: string, limit: number): Promise<UserRow[]> {
    return this.statements.query<UserRow & Record<string, unknown>>(heirs, [roomId, personId, key, limit]);
  }
}
