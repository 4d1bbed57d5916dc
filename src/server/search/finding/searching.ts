/** One search, in its snapshot and its time. */
import type { Asked, OwnRoom } from './asked.js';
import { type Collected, collect } from './collecting.js';
import { compare, type Rank } from './order.js';
import type { SearchStatements } from './search.repository.js';
import { type Hit, Walk } from './walk.js';

/** Milliseconds in which the index is asked, and all in all; for counting what the index alone cannot count. */
const [forIndex, forAll, forCounting] = [500, 1_000, 15];

/** Messages that are looked at, if only for the sake of their number: of more, this many tell how many there are, about. */
const mostCounted = 300;

/** Hits of which the best are found. */
const mostOfBest = 500;

export interface Counted {
  /** Room id → hits. */
  rooms: Map<number, number>;
  /** Otherwise it is what there is, about. */
  isCounted: boolean;
}

export class Searching {
  private constructor(
    private readonly asked: Asked,
    private readonly collected: Collected,
    private readonly walk: Walk,
    private readonly after: Rank | null,
    private readonly since: number,
  ) {}

  static async begin(
    statements: SearchStatements,
    asked: Asked,
    rooms: OwnRoom[],
    after: Rank | null,
  ): Promise<Searching> {
    const since = performance.now();
    const [from, end] = asked.conditions.within;
    const until = Math.min(end, after ? after.time + 1 : Infinity);
    const isInTime = () => performance.now() - since < forIndex;
    const collected = await collect(statements, asked, rooms, [from, until], isInTime);
    const lower = Math.max(from, collected.missingUntil + 1);
    for (const candidates of collected.rooms) candidates.narrow(lower, until);
    return new Searching(asked, collected, new Walk(statements, asked, collected.rooms, after), after, since);
  }

  /** The newest so many, what leads on to the others, and whether all of it was found. */
  async page(limit: number): Promise<{ hits: Hit[]; next: Rank | null; isWhole: boolean }> {
    do await this.walk.step();
    while (!this.walk.isOver && this.walk.certain().length <= limit && this.isInTime);
    const certain = this.walk.certain();
    if (certain.length > limit) {
      const hits = certain.slice(0, limit);
      return { hits, next: hits.at(-1)!, isWhole: this.collected.isWhole };
    }
    const { missingUntil } = this.collected;
    const missing = missingUntil === -Infinity ? null : { time: missingUntil + 1, roomId: 0, seq: 0 };
    return {
      hits: certain,
      next: this.walk.next ? this.before(this.walk.next) : missing,
      isWhole: this.walk.isOver && this.collected.isWhole,
    };
  }

  /** The newest hits, of which the best are to be found. */
  async newest(): Promise<{ hits: Hit[]; isWhole: boolean }> {
    while (!this.walk.isOver && this.walk.certain().length < mostOfBest && this.isInTime)
      await this.walk.step();
    const hits = this.walk.certain().slice(0, mostOfBest);
    return { hits, isWhole: this.walk.isOver && this.collected.isWhole };
  }

  /** Of all pages: by the index where it is exact, else by looking at them, or at some of them where they are many. */
  async count(): Promise<Counted> {
    const { rooms, isWhole, isSeen } = this.collected;
    if (this.asked.isExact && isWhole && isSeen) {
      const counts = rooms.map((each) => [each.room.id, each.count()] as const);
      return { rooms: new Map(counts.filter(([, count]) => count > 0)), isCounted: true };
    }
    const end = performance.now() + forCounting;
    while (!this.walk.isOver && this.walk.looked < mostCounted && this.isInTime && performance.now() < end)
      await this.walk.step(mostCounted - this.walk.looked);
    const counts = [...this.walk.counts()].filter(([, count]) => count > 0);
    return { rooms: new Map(counts), isCounted: this.walk.isOver && isWhole };
  }

  /** What comes after it has this among it, and nothing of the pages before. */
  private before({ time, roomId, seq }: Rank): Rank {
    const rank = { time: Number.isFinite(time) ? time : Date.now() + 86_400_000, roomId, seq: seq + 1 };
    return this.after && compare(this.after, rank) < 0 ? this.after : rank;
  }

  private get isInTime(): boolean {
    return performance.now() - this.since < forAll;
  }
}
