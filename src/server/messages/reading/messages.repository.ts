import { Injectable } from '@nestjs/common';
import { ignores } from '../../people/ignoring.js';
import { Statements } from '../../platform/postgres/statements.js';
import { columnsWithoutAuthor, messageColumns, type MessageRow } from '../message.row.js';
import { inOneRow, type PackedPage, unpacked, withinAnswer } from './answers.js';
import { permissionOf, type Reader } from './reader.js';

/** Messages of a room, and its last seq. */
export interface LogPage {
  lastSeq: number;
  rows: MessageRow[];
  /** The state of the room that they show (Standing.state); null where they were read a moment after it. */
  state: string | null;
}

/** Where a page begins and how far it goes, in an order of the log. */
interface Stretch {
  condition: string;
  order: string;
  from: number;
  limit: number;
}

/**
 * Reads the log, as much at a time as an answer may hold. Each statement asks whether the reader may read: nobody reads what
 * came after their removal. Null where they may not, the same as where there is no such room.
 */
@Injectable()
export class MessagesRepository {
  constructor(private readonly statements: Statements) {}

  async lastSeq(reader: Reader, roomId: number): Promise<number | null> {
    return (await this.upTo(reader, roomId, 0, 0))?.lastSeq ?? null;
  }

  /** The last messages of a room up to a seq, it included, in seq order. */
  async upTo(reader: Reader, roomId: number, seq: number, limit: number): Promise<LogPage | null> {
    const read = await this.page(reader, roomId, {
      condition: 'seq <= $3',
      order: 'seq desc',
      from: seq,
      limit,
    });
    return read && { ...read, rows: read.rows.reverse() };
  }

  /** The first messages of a room after a seq, in seq order. */
  after(reader: Reader, roomId: number, seq: number, limit: number): Promise<LogPage | null> {
    return this.page(reader, roomId, { condition: 'seq > $3', order: 'seq', from: seq, limit });
  }

  /**
   * The first message after a seq that is neither the reader's own nor of somebody whom they ignore: their own in between are few,
   * as writing there is reading on.
   */
  async firstOfOthers(reader: Reader, roomId: number, seq: number): Promise<MessageRow | null> {
    const condition = `seq > $3 and m.author_id <> $1 and not ${ignores('$1', 'm.author_id')}`;
    return (
      (await this.page(reader, roomId, { condition, order: 'seq', from: seq, limit: 1 }))?.rows[0] ?? null
    );
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
    const stretch = { condition: 'rev > $3', order: 'rev', from: rev, limit: limit + 1 };
    const read = await this.packed(reader, roomId, stretch);
    if (!read) return [];
    const rows = unpacked(read);
    return read.isTooLong || rows.length > limit ? null : rows;
  }

  private async page(reader: Reader, roomId: number, stretch: Stretch): Promise<LogPage | null> {
    const read = await this.packed(reader, roomId, stretch);
    if (!read?.isTooLong) return read && { ...read, rows: unpacked(read) };
    const { order, from, limit } = stretch;
    const part = withinAnswer(selectMessages(messageColumns, stretch, permissionOf(reader)), order);
    const rows = await this.statements.query<MessageRow & { before: number }>(part, [
      reader.id,
      roomId,
      from,
      limit,
    ]);
    return { lastSeq: read.lastSeq, rows, state: null };
  }

  private async packed(reader: Reader, roomId: number, stretch: Stretch): Promise<PackedPage | null> {
    const text = inOneRow(selectMessages(columnsWithoutAuthor, stretch), permissionOf(reader));
    const values = [reader.id, roomId, stretch.from, stretch.limit];
    const [read] = await this.statements.query<PackedPage & Record<string, unknown>>(text, values);
    return read ?? null;
  }
}

const selectMessages = (columns: string, { condition, order }: Stretch, permission = 'true'): string =>
  `select ${columns} from messages m
   where ${permission} and m.room_id = $2 and m.${condition} order by m.${order} limit $4`;
