/** All rooms of somebody as read at once, and back: each mark to where it was, unless it has moved since. */
import { Injectable } from '@nestjs/common';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { ReadAllRepository, type ReadRow } from './read-all.repository.js';
import { ReadMarkMoves } from './read-mark-moves.js';

@Injectable()
export class ReadAll {
  constructor(
    private readonly repository: ReadAllRepository,
    private readonly delivery: Delivery,
    private readonly moves: ReadMarkMoves,
  ) {}

  /** How many rooms had something new. What follows from it is done as well, so that it can be taken back at once. */
  async readAll(me: { id: number }): Promise<number> {
    const rows = await this.repository.readAll(me.id);
    await this.moves.announce(
      rows.map(({ room_id: roomId, last_read_seq: seq }) => ({ userId: me.id, roomId, seq })),
    );
    return this.tell(me, rows);
  }

  /** How many rooms are as they were. Once, and within an hour. */
  async takeBack(me: { id: number }): Promise<number> {
    const rows = await this.repository.takeBack(me.id);
    const [first] = rows;
    if (first) {
      const marks = rows.map(({ room_id: roomId, seq }) => ({ roomId, seq }));
      await this.moves.announceReturn({ userId: me.id, since: first.since, marks });
    }
    return this.tell(me, rows);
  }

  kept(me: { id: number }): Promise<number> {
    return this.repository.kept(me.id);
  }

  private tell(me: { id: number }, rows: ReadRow[]): number {
    for (const { room_id: roomId, last_read_seq: lastReadSeq, unread } of rows)
      this.delivery.send(groups.inbox(me.id), 'read', { roomId, lastReadSeq, unread });
    return rows.length;
  }
}
