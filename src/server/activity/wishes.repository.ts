/** The SQL of what people want to be called for, beside their names. */
import { Injectable } from '@nestjs/common';
import { isMuted, levelOf } from '../memberships/who-is-in.js';
import { keywordsOfAll, keywordsState, peopleWithDevices } from '../notices/statements.js';
import { Statements } from '../platform/postgres/statements.js';

const roomsHeard = `
select distinct m.room_id from (${peopleWithDevices}) person
cross join lateral (select * from memberships where memberships.user_id = person.user_id) m
where ${levelOf('m')} = 'all' and not ${isMuted('m')}`;

@Injectable()
export class WishesRepository {
  constructor(private readonly statements: Statements) {}

  /** Another one whenever somebody has other keywords. */
  async keywordsState(): Promise<string> {
    const [row] = await this.statements.query<{ state: string }>(keywordsState);
    return row!.state;
  }

  keywords(): Promise<{ userId: number; keywords: string[] }[]> {
    return this.statements.query<{ userId: number; keywords: string[] }>(keywordsOfAll);
  }

  /** Rooms in which somebody wants to hear of all that is said, on a device. */
  async roomsHeard(): Promise<number[]> {
    const rows = await this.statements.query<{ room_id: number }>(roomsHeard);
    return rows.map(({ room_id }) => room_id);
  }
}
