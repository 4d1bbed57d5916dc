/**
 * Goes through what may be found in all rooms, the newest first. The index proposes and knows about when; each message is read as it
 * is now, and decides. One is found for good once nothing newer can follow.
 */
import type { Mark } from '../../../shared/search.js';
import { inSlices } from '../../platform/work/in-slices.js';
import type { SearchedRow } from '../searched.row.js';
import type { Asked, OwnRoom } from './asked.js';
import { compare, type Rank } from './order.js';
import type { Candidate, RoomCandidates } from './room-candidates.js';
import type { SearchStatements } from './search.repository.js';
import { grouped } from '../../platform/work/grouped.js';

export interface Hit extends Rank {
  row: SearchedRow;
  marks: Mark[];
}

/** Messages that are read at a time: few where they are what is asked for, more where they are not. */
const [fewest, most] = [64, 1_024];

/** Of one room in the first of these: others may have newer ones. */
const ofOneRoom = 2;

interface Waiting {
  next: Candidate;
  candidates: RoomCandidates;
}

const rankOf = ({ next: { latest, room, seq } }: Waiting): Rank => ({ time: latest, roomId: room.id, seq });

export class Walk {
  /** In the order of what comes next, the first at the end. */
  private readonly waiting: Waiting[] = [];
  private readonly found: Hit[] = [];
  private size = fewest;
  /** Messages that were looked at. */
  looked = 0;

  constructor(
    private readonly statements: SearchStatements,
    private readonly asked: Asked,
    rooms: RoomCandidates[],
    /** Only what comes after this. */
    private readonly after: Rank | null,
  ) {
    for (const candidates of rooms) this.wait(candidates);
    this.waiting.sort((one, other) => compare(rankOf(one), rankOf(other)));
  }

  get isOver(): boolean {
    return this.waiting.length === 0;
  }

  /** What has been found for good, the newest first. */
  certain(): Hit[] {
    const { next } = this;
    const end = next ? this.found.findIndex((hit) => compare(hit, next) < 0) : -1;
    return end < 0 ? this.found : this.found.slice(0, end);
  }

  /** Room id → hits: those that were found, and of what is still to be looked at as many of a hundred as of what was. */
  counts(): Map<number, number> {
    const share = this.found.length / Math.max(1, this.looked);
    const counts = new Map<number, number>();
    const add = (roomId: number, count: number) => counts.set(roomId, (counts.get(roomId) ?? 0) + count);
    for (const { roomId } of this.found) add(roomId, 1);
    for (const { candidates, next } of this.waiting) add(next.room.id, share * (1 + candidates.left));
    return new Map([...counts].map(([roomId, count]) => [roomId, Math.round(count)]));
  }

  /** What is still to be looked at comes after this. */
  get next(): Rank | null {
    const first = this.waiting.at(-1);
    return first ? rankOf(first) : null;
  }

  /** Looks at some more, at no more than so many: of a query that is made for it, two milliseconds each. */
  async step(atMost = most): Promise<void> {
    if (this.isOver) return;
    const taken = this.take(Math.min(this.size, atMost));
    const places = taken.flatMap(({ seqs, room }) => seqs.map((seq) => ({ roomId: room.id, seq })));
    const rows = await this.statements.searched(places);
    this.looked += rows.length;
    const byRoom = grouped(rows, ({ room_id }) => room_id);
    let hits = 0;
    const read = taken.flatMap((each) => (byRoom.get(each.room.id) ?? []).map((row) => ({ ...each, row })));
    await inSlices(read, ({ candidates, room, row }) => {
      candidates.learn(row.time);
      if (this.judge(row, room)) hits++;
    });
    for (const { candidates } of taken) this.insert(candidates);
    this.found.sort((one, other) => compare(other, one));
    if (hits < places.length / 4) this.size = Math.min(this.size * 2, most);
  }

  private judge(row: SearchedRow, room: OwnRoom): boolean {
    const rank = { time: row.time, roomId: row.room_id, seq: row.seq };
    if (this.after && compare(rank, this.after) >= 0) return false;
    const marks = this.asked.judge(row, room);
    if (marks) this.found.push({ ...rank, row, marks });
    return marks !== null;
  }

  /** Of the rooms with what may be newest, some each. */
  private take(size: number): { candidates: RoomCandidates; room: OwnRoom; seqs: number[] }[] {
    const rooms = Math.min(this.waiting.length, Math.max(1, Math.floor(size / ofOneRoom)));
    const each = Math.max(ofOneRoom, Math.floor(size / rooms));
    return this.waiting.splice(this.waiting.length - rooms).map(({ next, candidates }) => {
      const seqs = [next.seq];
      while (seqs.length < each) {
        const more = candidates.next();
        if (!more) break;
        seqs.push(more.seq);
      }
      return { candidates, room: next.room, seqs };
    });
  }

  private wait(candidates: RoomCandidates): void {
    const next = candidates.next();
    if (next) this.waiting.push({ next, candidates });
  }

  private insert(candidates: RoomCandidates): void {
    const next = candidates.next();
    if (!next) return;
    const waiting = { next, candidates };
    const rank = rankOf(waiting);
    let [low, high] = [0, this.waiting.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(rankOf(this.waiting[middle]!), rank) < 0) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, waiting);
  }
}
