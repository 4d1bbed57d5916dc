import { Injectable } from '@nestjs/common';
import { Statements } from '../platform/postgres/statements.js';

@Injectable()
export class NewcomersRoomsRepository {
  constructor(private readonly statements: Statements) {}

  /** Those of the ids that newcomers can be in: whichever rooms there still are with members who were named. */
  async among(roomIds: number[]): Promise<number[]> {
    const rows = await this.statements.query<{ id: number }>(
      `select r.id from unnest($1::bigint[]) given(id)
       cross join lateral (select * from rooms where rooms.id = given.id limit 1) r
       where r.archived_at is null and r.access in ('public', 'private')`,
      [roomIds],
    );
    return rows.map(({ id }) => id);
  }
}
