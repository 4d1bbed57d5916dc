/** The SQL of what rooms tell of themselves: in the transaction of the change, which has locked the room. */
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { userJsonOf } from '../../people/user-view.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { iso } from '../pins/statements.js';
import { spokenIn } from './append.statement.js';
import type { Draft, Position } from './draft.js';

type LineRow = Pick<Position, 'id' | 'seq' | 'rev' | 'author' | 'createdAt'>;

type Transact = <Result>(work: (transaction: Transaction) => Promise<Result>) => Promise<Result>;

const write = `
with line as (
  select * from unnest($3::uuid[], $4::text[], $5::jsonb[]) with ordinality given(client_id, text, about, place)
), room as (
  update rooms set rev = rooms.rev + $6, last_seq = rooms.last_seq + $6, ${spokenIn}
  where rooms.id = $1 returning rooms.id, rooms.rev - $6 as rev, rooms.last_seq - $6 as last_seq, rooms.last_message_at as now
), written as (
  insert into messages (room_id, seq, rev, author_id, client_id, kind, text, about, created_at)
  select room.id, room.last_seq + line.place, room.rev + line.place, $2, line.client_id, 'room', line.text, line.about, room.now
  from room, line returning id, seq, rev
)
select written.id, written.seq, written.rev, ${userJsonOf('$2')} as author,
  ${iso('room.now')} as "createdAt"
from written, room order by written.seq`;

@Injectable()
export class RoomLinesRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** A connection of its own is there before `work` begins: whoever holds up the log waits for none. */
  async connected<Result>(work: (transact: Transact) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    try {
      return await work((inside) => runner.manager.transaction(inside));
    } finally {
      await runner.release();
    }
  }

  /** In the order of the drafts, which are of one room and one author. */
  async write(transaction: Transaction, drafts: Draft[]): Promise<Position[]> {
    const [first] = drafts;
    if (!first) return [];
    const rows = await transaction.query<LineRow[]>(write, [
      first.roomId,
      first.authorId,
      drafts.map(({ clientId }) => clientId),
      drafts.map(({ text }) => text),
      drafts.map(({ about }) => JSON.stringify(about)),
      drafts.length,
    ]);
    return rows.map((row) => ({
      ...row,
      mentions: null,
      threadId: null,
      files: null,
      peer: null,
      inGroup: false,
    }));
  }
}
