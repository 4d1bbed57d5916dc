import { Injectable } from '@nestjs/common';
import { Statements } from '../database/statements.js';
import { mayRead } from '../rooms/rooms.repository.js';
import { messageColumns, type MessageRow } from './message.row.js';

/** Reads the log. Each query asks again whether the reader may read: nobody reads what came after their removal. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly statements: Statements) {}

  /** The last messages of a room up to a seq, it included, in seq order. */
  async upTo(readerId: number, roomId: number, seq: number, limit: number): Promise<MessageRow[]> {
    const rows = await this.page(readerId, roomId, 'm.seq <= $3 order by m.seq desc', seq, limit);
    return rows.reverse();
  }

  /** The first messages of a room after a seq, in seq order. */
  async after(readerId: number, roomId: number, seq: number, limit: number): Promise<MessageRow[]> {
    return this.page(readerId, roomId, 'm.seq > $3 order by m.seq', seq, limit);
  }

  /** What changed after a rev, in rev order: new messages, edits, deletions and reactions alike. */
  async changedAfter(readerId: number, roomId: number, rev: number, limit: number): Promise<MessageRow[]> {
    return this.page(readerId, roomId, 'm.rev > $3 order by m.rev', rev, limit);
  }

  private async page(
    readerId: number,
    roomId: number,
    order: string,
    from: number,
    limit: number,
  ): Promise<MessageRow[]> {
    return this.statements.query(
      `select ${messageColumns} from messages m
       where ${mayRead('$1', '$2')} and m.room_id = $2 and ${order} limit $4`,
      [readerId, roomId, from, limit],
    );
  }
}
