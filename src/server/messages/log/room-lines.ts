/** Writes what rooms tell of themselves, with the changes that it tells of: see memberships/room-changes.ts. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { About } from '../../../shared/room-lines.js';
import { plainRoomLine } from '../../../shared/rules/room-line.js';
import { type Changed, type RoomChange, RoomChanges } from '../../memberships/room-changes.js';
import { defaultLanguage, filledText } from '../../platform/languages/i18n.js';
import type { Transaction } from '../../platform/postgres/transaction.js';
import { Turns } from '../../platform/work/turns.js';
import type { Draft } from './draft.js';
import { RoomLinesRepository } from './room-lines.repository.js';
import { RoomLog } from './room-log.js';

@Injectable()
export class RoomLines {
  /**
   * One change has a connection at a time: those that wait for their turn in the log with one each would leave none of the pool to
   * whoever is before them, and all would wait for each other.
   */
  private readonly turns = new Turns();

  constructor(
    private readonly repository: RoomLinesRepository,
    private readonly log: RoomLog,
    changes: RoomChanges,
  ) {
    changes.madeBy((change) => this.make(change));
  }

  /** Between two batches of the log: a room's events leave a node in the order of their revs. */
  private make<Result extends Changed>(change: RoomChange<Result>): Promise<Result> {
    const { roomId, authorId, work, committed } = change;
    const written = async (transaction: Transaction) => {
      const result = await work(transaction);
      const drafts = result.lines.map((about) => draftOf(roomId, authorId, about));
      return { result, drafts, positions: await this.repository.write(transaction, drafts) };
    };
    return this.turns.take('connection', () =>
      this.repository.connected((transact) =>
        this.log.changeRoom(async () => {
          const told = await transact(written);
          committed?.(told.result);
          return told;
        }),
      ),
    );
  }
}

const english = (text: string, values = {}) => filledText(defaultLanguage, text, values);

const draftOf = (roomId: number, authorId: number, about: About): Draft => ({
  ...{ roomId, authorId, clientId: randomUUID(), kind: 'room', about },
  ...{ text: plainRoomLine(about, english), html: null, replyTo: null, called: null },
});
