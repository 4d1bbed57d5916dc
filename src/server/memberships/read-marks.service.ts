/** How far people have read. Written in batches, at most every 2 s a person and room. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ReadView } from '../../shared/memberships.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';
import { noSuchRoom } from '../platform/errors/app-error.js';
import { Batcher, type Outcome } from '../platform/work/batcher.js';
import { type MarkedRow, type ReadMark, ReadMarksRepository } from './read-marks.repository.js';

/** Milliseconds between two writes of one person's mark in one room. */
const writeEvery = 2_000;

interface Pause {
  timer: NodeJS.Timeout;
  /** The mark that waits for the pause to end, and who waits for its answer. */
  mark?: ReadMark;
  answer?: Promise<ReadView>;
  release?: () => void;
}

@Injectable()
export class ReadMarksService implements OnModuleDestroy {
  private readonly batcher = new Batcher<ReadMark, MarkedRow>((marks) => this.write(marks));
  private readonly pauses = new Map<string, Pause>();

  constructor(
    private readonly repository: ReadMarksRepository,
    private readonly delivery: Delivery,
  ) {}

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
    const key = `${user.id} ${roomId}`;
    const pause = this.pauses.get(key);
    if (!pause) {
      this.startPause(key);
      return this.move(mark, except);
    }
    pause.mark = pause.mark && !mark.back ? further(pause.mark, mark) : mark;
    pause.answer ??= new Promise<void>((release) => (pause.release = release)).then(() =>
      this.move(pause.mark!, except),
    );
    return pause.answer;
  }

  async onModuleDestroy(): Promise<void> {
    for (const { timer, release } of this.pauses.values()) {
      clearTimeout(timer);
      release?.();
    }
    await new Promise(setImmediate);
    await this.batcher.idle();
  }

  private startPause(key: string): void {
    const timer = setTimeout(() => {
      const { release } = this.pauses.get(key)!;
      this.pauses.delete(key);
      if (!release) return;
      this.startPause(key);
      release();
    }, writeEvery);
    this.pauses.set(key, { timer });
  }

  private async move(mark: ReadMark, except: string | undefined): Promise<ReadView> {
    const { last_read_seq: lastReadSeq, unread, moved } = await this.batcher.add(mark);
    const payload = { roomId: mark.roomId, lastReadSeq, unread };
    if (moved)
      this.delivery.send(groups.inbox(mark.userId), 'read', payload, except === undefined ? {} : { except });
    return { lastReadSeq, unread };
  }

  /** One mark a person and room is in flight at most, so that a batch never moves the same row twice. */
  private async write(marks: ReadMark[]): Promise<Outcome<MarkedRow>[]> {
    const rows = await this.repository.move(marks);
    const found = new Map(rows.map((row) => [`${row.user_id} ${row.room_id}`, row]));
    return marks.map(({ userId, roomId }) => {
      const row = found.get(`${userId} ${roomId}`);
      return row ? { result: row } : { error: noSuchRoom() };
    });
  }
}

const further = (a: ReadMark, b: ReadMark): ReadMark => (b.seq > a.seq ? { ...a, seq: b.seq } : a);
