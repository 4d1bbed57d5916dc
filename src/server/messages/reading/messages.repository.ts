import { Injectable } from '@nestjs/common';
import { Statements } from '../../platform/postgres/statements.js';
import { mayInspect, mayRead } from '../../memberships/rights.js';
import { roomState } from '../../rooms/standing.row.js';
import { messageColumns, type MessageRow, withinAnswer } from '../message.row.js';

/** Who reads: somebody to whom the room is open, or an administrator who looks into it as its inspector. */
export interface Reader {
  id: number;
  inspects: boolean;
}

/** Reads the log, as much at a time as an answer may hold. Each query asks again whether the reader may read: nobody reads what came after their removal. */
@Injectable()
export class MessagesRepository {
  constructor(private readonly statements: Statements) {}

  /** The last messages of a room up to a seq, it included, in seq order. */
  async upTo(reader: Reader, roomId: number, seq: number, limit: number): Promise<MessageRow[]> {
    const rows = await this.page(reader, roomId, 'seq <= $3', 'seq desc', seq, limit);
    return rows.reverse();
  }

  /**
   * The last messages of a room, in seq order, and the state of it that they show, read in the same moment; null where there
   * are none, or the reader may not read.
   */
  async newest(
    reader: Reader,
    roomId: number,
    limit: number,
  ): Promise<{ rows: MessageRow[]; state: string | null }> {
    const page = withinAnswer(pageText(reader, 'seq <= $3', 'seq desc'), 'seq desc');
    const rows = await this.statements.query<MessageRow & { state: string }>(
      `select shown.*, (select ${roomState('r')} from rooms r where r.id = $2) as state from (${page}) shown`,
      [reader.id, roomId, Number.MAX_SAFE_INTEGER, limit],
    );
    return { rows: rows.reverse(), state: rows[0]?.state ?? null };
  }

  /** The first messages of a room after a seq, in seq order. */
  async after(reader: Reader, roomId: number, seq: number, limit: number): Promise<MessageRow[]> {
    return this.page(reader, roomId, 'seq > $3', 'seq', seq, limit);
  }

  /**
   * What changed after a rev, in rev order: new messages, edits, deletions and reactions alike. Null when that is more than
   * `limit`, or than an answer may hold.
   */
  async changedAfter(
    reader: Reader,
    roomId: number,
    rev: number,
    limit: number,
  ): Promise<MessageRow[] | null> {
    const rows = await this.page(reader, roomId, 'rev > $3', 'rev', rev, limit + 1);
    return rows.length > limit || rows.length < (rows[0]?.found ?? 0) ? null : rows;
  }

  private async page(
    reader: Reader,
    roomId: number,
    condition: string,
    order: string,
    from: number,
    limit: number,
  ): Promise<(MessageRow & { found: number })[]> {
    const page = withinAnswer(pageText(reader, condition, order), order);
    return this.statements.query(page, [reader.id, roomId, from, limit]);
  }
}

function pageText({ inspects }: Reader, condition: string, order: string): string {
  const permission = inspects ? mayInspect('$1', '$2', 'true') : mayRead('$1', '$2');
  return `select ${messageColumns} from messages m
    where ${permission} and m.room_id = $2 and m.${condition} order by m.${order} limit $4`;
}
