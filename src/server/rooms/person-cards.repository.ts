import { Injectable } from '@nestjs/common';
import type { Access } from '../../shared/rooms.js';
import { isOpenToMember } from '../memberships/rights.js';
import { membershipOf } from '../memberships/who-is-in.js';
import { Statements } from '../platform/postgres/statements.js';
import { directKey } from './direct-key.js';

interface SharedRow {
  id: number;
  name: string;
  access: Access;
}

/** Rooms that a card names at most. */
const mostNamed = 100;

const sharedRooms = (which: string): string => `
  select r.id, r.name, r.access from memberships theirs
  join ${membershipOf('$1', 'theirs.room_id', 'mine')}
  cross join lateral (select * from rooms where rooms.id = theirs.room_id limit 1) r
  where theirs.user_id = $2 and r.access not in ('direct', 'group') and r.archived_at is null and ${isOpenToMember('r', '$1')} ${which}
  order by r.name collate "und-x-icu", r.id limit ${mostNamed}`;

@Injectable()
export class PersonCardsRepository {
  constructor(private readonly statements: Statements) {}

  /** Rooms that both are members of and the reader may read, by name. */
  async shared(readerId: number, personId: number): Promise<SharedRow[]> {
    return this.statements.query(sharedRooms(''), [readerId, personId]);
  }

  /** Those of them that the reader keeps. */
  async kept(readerId: number, personId: number): Promise<SharedRow[]> {
    return this.statements.query(sharedRooms('and mine.keeper'), [readerId, personId]);
  }

  async hasConversation(readerId: number, personId: number): Promise<boolean> {
    const rows = await this.statements.query('select from rooms where direct_key = $1', [
      directKey(readerId, personId),
    ]);
    return rows.length > 0;
  }
}
