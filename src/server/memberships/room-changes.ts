/**
 * How rooms are changed of which they tell: the change and the lines that say it are written in one transaction, both or neither. Who
 * writes lines knows the rooms' log, which is not known here: it says so when it starts.
 */
import { Injectable } from '@nestjs/common';
import type { About } from '../../shared/room-lines.js';
import type { Transaction } from '../platform/postgres/transaction.js';

/** What came of a change, and what the room is to say of it. */
export interface Changed {
  lines: About[];
}

export interface RoomChange<Result extends Changed> {
  roomId: number;
  /** Who makes it, and is the author of its lines. */
  authorId: number;
  /** Locks the room before all else. Nothing is kept of what it did where it throws. */
  work: (transaction: Transaction) => Promise<Result>;
  /** Once it is committed, and before anybody hears of its lines: whoever lost the room is not among them. */
  committed?: (result: Result) => void;
}

export type MakesChange = <Result extends Changed>(change: RoomChange<Result>) => Promise<Result>;

@Injectable()
export class RoomChanges {
  private by: MakesChange | undefined;

  madeBy(maker: MakesChange): void {
    this.by = maker;
  }

  make<Result extends Changed>(change: RoomChange<Result>): Promise<Result> {
    if (!this.by) throw new Error(`Nobody has said who changes room ${change.roomId}.`);
    return this.by(change);
  }
}
