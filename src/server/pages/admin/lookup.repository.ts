import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';

/** More is as good as many, and the count stays quick. */
export const messagesCounted = 10_000;

@Injectable()
export class LookupRepository {
  constructor(private readonly statements: Statements) {}

  async findRoom(nameKey: string): Promise<{ id: number; name: string } | null> {
    const [row] = await this.statements.query<{ id: number; name: string }>(
      'select id, name from rooms where name_key = $1',
      [nameKey],
    );
    return row ?? null;
  }

  async countMessagesOf(userId: number): Promise<number> {
    const [row] = await this.statements.query<{ messages: number }>(
      `select count(*) as messages
       from (select from messages where author_id = $1 and deleted_at is null limit ${messagesCounted + 1}) counted`,
      [userId],
    );
    return row!.messages;
  }
}
