/** Makes the index of what the log says, in the transactions that move its cursor on. */
import { Injectable } from '@nestjs/common';
import type { Ask, ChangedMessage } from '../../messages/log/catch-up.repository.js';
import type { Concern, LogSubscriber } from '../../messages/log/follower.js';
import { LogFollowers } from '../../messages/log/log-followers.js';
import type { SearchedRow } from '../searched.row.js';
import { entriesOf } from './entries.js';
import { mostMessages, readSegment, type Segment, segmentOf, together, writeSegment } from './segment.js';
import { type SegmentHead, SegmentsRepository } from './segments.repository.js';
import { Seqs } from './seqs.js';
import { Slices } from './slices.js';
import { grouped } from '../../platform/work/grouped.js';

/** Segments of a room that are looked at to be put together: the others are too large by then. */
const latestOnes = 16;

@Injectable()
export class Indexer implements LogSubscriber {
  readonly name = 'search';
  /** A query reads by itself what is not in the index yet, so that this may gather; what is written at once becomes one segment. */
  readonly pace = { soon: 5_000, rooms: 8, messages: 4_096 };

  private readonly lively = new Map<number, number>();

  constructor(
    followers: LogFollowers,
    private readonly repository: SegmentsRepository,
  ) {
    followers.follow(this);
  }

  /** Rooms that have got a segment, and none since then (of `performance.now()`): each is answered once. */
  restingSince(time: number): number[] {
    const resting = [...this.lively].filter(([, since]) => since <= time).map(([roomId]) => roomId);
    for (const roomId of resting) this.lively.delete(roomId);
    return resting;
  }

  concerns(): Concern {
    return 'soon';
  }

  async process(messages: ChangedMessage[], ask: Ask): Promise<() => void> {
    const changed = messages.filter(({ isNew, isEdited, text }) => !isNew && (isEdited || text === null));
    await this.repository.age(ask, changed);
    const slices = new Slices();
    const rows = await this.repository.readMessages(
      ask,
      messages.map(({ id }) => id),
    );
    const byRoom = grouped(rows, ({ room_id }) => room_id);
    const heads = await this.repository.latest(ask, [...byRoom.keys()], latestOnes);
    for (const [roomId, own] of byRoom)
      await this.add(
        ask,
        roomId,
        own,
        heads.filter(({ room_id }) => room_id === roomId),
        slices,
      );
    return () => {
      for (const roomId of byRoom.keys()) this.lively.set(roomId, performance.now());
    };
  }

  /** Puts a room's segments together that together are no more than one. */
  async gather(ask: Ask, roomId: number): Promise<void> {
    const heads = await this.repository.latest(ask, [roomId], latestOnes);
    const [first, ...others] = heads;
    if (!first) return;
    const gone = takenIn(first.messages, others, Infinity);
    if (gone.length === 0) return;
    const slices = new Slices();
    const segment = await readSegment(await this.repository.load(ask, first.id), slices);
    await this.replace(ask, roomId, segment, gone, [first.id], slices);
  }

  /** Makes a segment anew, of its messages as they are now; nothing where it is gone. */
  async renew(ask: Ask, { id, room_id }: SegmentHead): Promise<void> {
    const seqs = await this.repository.seqsOf(ask, id);
    if (!seqs) return;
    const slices = new Slices();
    const rows = await this.repository.readSeqs(ask, room_id, Seqs.read(seqs).all());
    await this.repository.rewrite(ask, id, await writeSegment(await made(rows, slices), slices));
  }

  private async add(
    ask: Ask,
    roomId: number,
    rows: SearchedRow[],
    heads: SegmentHead[],
    slices: Slices,
  ): Promise<void> {
    // As a counter carries: each message is written anew as many times as its room has doubled.
    const gone = takenIn(rows.length, heads, 2);
    await this.replace(ask, roomId, await made(rows, slices), gone, [], slices);
  }

  /** Adds the segment, with what those have that it takes in. */
  private async replace(
    ask: Ask,
    roomId: number,
    segment: Segment,
    takenIn: SegmentHead[],
    gone: number[],
    slices: Slices,
  ): Promise<void> {
    let whole = segment;
    for (const { id } of takenIn) {
      const earlier = await readSegment(await this.repository.load(ask, id), slices);
      whole = await together(earlier, whole, slices);
    }
    await this.repository.remove(ask, [...gone, ...takenIn.map(({ id }) => id)]);
    await this.repository.add(ask, roomId, await writeSegment(whole, slices));
  }
}

/** Which of a room's segments, from the latest on, become one with so many messages: none `times` as large as all before it. */
function takenIn(messages: number, heads: SegmentHead[], times: number): SegmentHead[] {
  let size = messages;
  const end = heads.findIndex((head) => {
    const isTooLarge = head.messages >= size * times || head.messages + size > mostMessages;
    if (!isTooLarge) size += head.messages;
    return isTooLarge;
  });
  return end < 0 ? heads : heads.slice(0, end);
}

/** Of messages as they are now. */
function made(rows: SearchedRow[], slices: Slices): Promise<Segment> {
  return segmentOf(entriesOf(rows), slices);
}
