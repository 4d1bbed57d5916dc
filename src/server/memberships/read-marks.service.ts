/** How far people have read. Written in batches, at most every 2 s a person and room. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ReadView } from '../../shared/memberships.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { Batcher, type Outcome } from '../platform/work/batcher.js';
import { Pauses } from '../platform/work/pauses.js';
import { noSuchRoom } from './no-such-room.js';
import { ReadMarkMoves } from './read-mark-moves.js';
import { type MarkedRow, type ReadMark, ReadMarksRepository } from './read-marks.repository.js';

/** Milliseconds between two writes of one person's mark in one room. */
const writeEvery = 2_000;

/** A mark, the socket that asked for it, and how whoever waits is answered. */
interface Asked {
  mark: ReadMark;
  except: string | undefined;
  answer: (view: Promise<ReadView>) => void;
}

@Injectable()
export class ReadMarksService implements OnModuleDestroy {
  private readonly batcher = new Batcher<ReadMark, MarkedRow>((marks) => this.write(marks));
  private readonly pauses = new Pauses<string, Asked>(
    writeEvery,
    (_, { mark, except, answer }) => answer(this.move(mark, except)),
    together,
  );

  private readonly watchers: ((userId: number, roomId: number) => void)[] = [];

  constructor(
    private readonly repository: ReadMarksRepository,
    private readonly delivery: Delivery,
    private readonly moves: ReadMarkMoves,
  ) {}

  /** Told of each mark that has moved forward, by this node. */
  watch(watcher: (userId: number, roomId: number) => void): void {
    this.watchers.push(watcher);
  }

  /**
   * Moves the mark forward to `seq`, or with `unread` to just before it, and tells the person's other tabs (`except` is
   * the socket that asked). Resolves once written, within 2 s. Throws `not_found` when they are no member.
   */
  mark(
    user: { id: number },
    { roomId, seq, unread = false }: { roomId: number; seq: number; unread?: boolean },
    except?: string,
  ): Promise<ReadView> {
    const mark: ReadMark = {
      userId: user.id,
      roomId,
      seq: unread ? Math.max(seq - 1, 0) : seq,
      back: unread,
    };
    return new Promise((answer) => this.pauses.want(`${user.id} ${roomId}`, { mark, except, answer }));
  }

  async onModuleDestroy(): Promise<void> {
    this.pauses.end();
    await this.batcher.idle();
  }

  private async move(mark: ReadMark, except: string | undefined): Promise<ReadView> {
    const { last_read_seq: lastReadSeq, unread, moved } = await this.batcher.add(mark);
    const payload = { roomId: mark.roomId, lastReadSeq, unread };
    if (moved && !mark.back) for (const watcher of this.watchers) watcher(mark.userId, mark.roomId);
    if (moved)
      this.delivery.send(groups.inbox(mark.userId), 'read', payload, except === undefined ? {} : { except });
    return { lastReadSeq, unread };
  }

  /** One mark a person and room is in flight at most, so that a batch never moves the same row twice. */
  private async write(marks: ReadMark[]): Promise<Outcome<MarkedRow>[]> {
    const rows = await this.repository.move(marks);
    // Nobody waits for it.
    void this.moves.announce(
      rows
        .filter(({ moved }) => moved)
        .map(({ user_id, room_id, last_read_seq }) => ({
          userId: user_id,
          roomId: room_id,
          seq: last_read_seq,
        })),
    );
    const found = new Map(rows.map((row) => [`${row.user_id} ${row.room_id}`, row]));
    return marks.map(({ userId, roomId }) => {
      const row = found.get(`${userId} ${roomId}`);
      return row ? { result: row } : { error: noSuchRoom() };
    });
  }
}

/** The further of two marks, unless the later one goes back; both are answered with what comes of it. */
const together = (waiting: Asked, { mark, answer }: Asked): Asked => ({
  ...waiting,
  mark: mark.back ? mark : further(waiting.mark, mark),
  answer: (view) => {
    waiting.answer(view);
    answer(view);
  },
});

const further = (a: ReadMark, b: ReadMark): ReadMark => (b.seq > a.seq ? { ...a, seq: b.seq } : a);
