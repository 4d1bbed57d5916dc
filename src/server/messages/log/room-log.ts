/** Group commit: the one place where messages are written. A message exists when `append` has resolved. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { MessageView } from '../../../shared/messages.js';
import { isUniqueViolation, isWorthRepeating } from '../../platform/postgres/sql-states.js';
import { isUnavailable } from '../../platform/postgres/unavailable.js';
import { keepJson } from '../../platform/sockets/ready-json.js';
import { Batcher, type Outcome, writeLimits } from '../../platform/work/batcher.js';
import { type MessageRow, messageView, type QuotedRow, writtenView } from '../message.row.js';
import type { Draft, Position, Refusal, Written } from './draft.js';
import { Feed } from './feed.js';
import { idTaken, refusalError } from './refusals.js';
import { RoomLogMetrics } from './room-log.metrics.js';
import { RoomLogRepository } from './room-log.repository.js';

const keyOf = (authorId: number, clientId: string) => `${authorId}:${clientId}`;

/**
 * Milliseconds from one batch to the next, at most, while messages keep coming: a batch by itself costs some 600 µs of server and
 * database, which at 4,000 messages a second was a third of all.
 */
const gather = 15;

const noQuotes = new Map<number, QuotedRow>();

interface Told<Result> {
  result: Result;
  drafts: Draft[];
  positions: Position[];
}

type Outcomes = Map<Draft, Outcome<MessageView>>;

@Injectable()
export class RoomLog implements OnApplicationShutdown {
  private readonly batcher = new Batcher<Draft, MessageView>(
    (drafts, since) => this.inTurn(() => this.write(drafts, since)),
    { ...writeLimits, gather },
  );
  private turn: Promise<unknown> = Promise.resolve();
  /** Drafts on their way, so that a repeat shares the first one's answer instead of breaking its batch. */
  private readonly pending = new Map<string, { draft: Draft; message: Promise<MessageView> }>();

  constructor(
    private readonly repository: RoomLogRepository,
    private readonly feed: Feed,
    private readonly metrics: RoomLogMetrics,
  ) {}

  /**
   * Writes a message and resolves with it once it is committed. A repeat of (author, clientId) resolves with the stored
   * one; another message under the same id is `conflict`. Queued before this returns: one caller's messages keep their order.
   */
  append(draft: Draft): Promise<MessageView> {
    const key = keyOf(draft.authorId, draft.clientId);
    const underWay = this.pending.get(key);
    if (underWay && isSame(underWay.draft, draft)) return underWay.message;
    // The id is not taken by a message that is refused in the end.
    if (underWay)
      return underWay.message.then(
        () => Promise.reject(idTaken()),
        () => this.append(draft),
      );
    const message = this.batcher.add(draft);
    const forget = () => this.pending.delete(key);
    message.then(forget, forget);
    this.pending.set(key, { draft, message });
    return message;
  }

  /** What was written as this draft, with whichever files; null for nothing, or another message. */
  async findSent(draft: Draft): Promise<MessageView | null> {
    const [row] = await this.repository.findStored([draft]);
    return row?.repeated ? messageView(row) : null;
  }

  /**
   * Changes a message that exists and announces its whole new state, which `find` reads; resolves with that, or with null where
   * `make` found nothing to change. Between two batches, so that a room's events leave in the order of their revs.
   */
  change(make: () => Promise<boolean>, find: () => Promise<MessageRow | null>): Promise<MessageView | null> {
    return this.inTurn(async () => {
      const row = (await make()) ? await find() : null;
      const message = row && messageView(row);
      if (message) this.feed.changed(message);
      return message;
    });
  }

  /** The same for a change of which the room has a `line`: `make` writes both by one statement, and answers where the line stands. */
  changeSaying(
    line: Draft,
    make: () => Promise<Position | null>,
    find: () => Promise<MessageRow>,
  ): Promise<MessageView | null> {
    return this.inTurn(async () => {
      const since = performance.now();
      const position = await make();
      if (!position) return null;
      this.metrics.count(1, performance.now() - since);
      const message = messageView(await find());
      this.feed.changed(message);
      this.announce([line], [position], since, noQuotes);
      return message;
    });
  }

  /** The same for a change of the room itself, with whatever it says of that: `make` has committed both. */
  changeRoom<Result>(make: () => Promise<Told<Result>>): Promise<Result> {
    return this.inTurn(async () => {
      const since = performance.now();
      const { result, drafts, positions } = await make();
      if (drafts.length > 0) this.announce(drafts, positions, since, noQuotes);
      return result;
    });
  }

  /** The same for many messages of a room, in rev order; not `oneByOne` when the caller tells of them together. */
  changeMany(work: () => Promise<MessageView[]>, oneByOne: boolean): Promise<MessageView[]> {
    return this.inTurn(async () => {
      const messages = await work();
      if (oneByOne) for (const message of messages) this.feed.changed(message);
      return messages;
    });
  }

  /** After the sockets have been closed: what they sent is still written. */
  async onApplicationShutdown(): Promise<void> {
    await this.batcher.idle();
    await this.turn;
    await this.repository.close();
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** One attempt after the other with what is left, until every draft has its outcome. */
  private async write(drafts: Draft[], since: number): Promise<Outcome<MessageView>[]> {
    const outcomes: Outcomes = await this.attempt(drafts, since, 0);
    let rest = drafts.filter((draft) => !outcomes.has(draft));
    for (let attempt = 1; rest.length > 0; attempt++) {
      for (const [draft, outcome] of await this.attempt(rest, since, attempt)) outcomes.set(draft, outcome);
      rest = rest.filter((draft) => !outcomes.has(draft));
    }
    return drafts.map((draft) => outcomes.get(draft)!);
  }

  private async attempt(drafts: Draft[], since: number, attempt: number): Promise<Outcomes> {
    const begun = performance.now();
    try {
      const appended = await this.repository.append(drafts);
      if ('refusals' in appended) return await this.refuse(drafts, appended.refusals, attempt);
      this.metrics.count(drafts.length, performance.now() - begun);
      return this.announce(drafts, appended.positions, since, await this.quotesFor(drafts));
    } catch (error) {
      return await this.recover(drafts, error, since, attempt);
    }
  }

  /**
   * What the answers among these quote, read once they are committed: a deletion that came before is seen, and one that
   * comes after is announced after them. Nothing is asked for where nothing is answered.
   */
  private async quotesFor(drafts: Draft[]): Promise<Map<number, QuotedRow>> {
    const ids = new Set(drafts.flatMap(({ replyTo }) => replyTo ?? []));
    if (ids.size === 0) return noQuotes;
    // They are written, whatever becomes of their quotes.
    return this.repository.findQuotes([...ids]).catch(() => noQuotes);
  }

  private announce(
    drafts: Draft[],
    positions: Position[],
    since: number,
    quotes: Map<number, QuotedRow>,
  ): Outcomes {
    const written = drafts.map((draft, index): Written => {
      const position = positions[index]!;
      const message = writtenView(draft, position, quotes.get(draft.replyTo ?? 0));
      keepJson(message);
      return { message, peer: position.peer, inGroup: position.inGroup };
    });
    this.feed.written(written, since);
    return new Map(drafts.map((draft, index) => [draft, { result: written[index]!.message }]));
  }

  /**
   * A refused repeat of a stored message still gets the stored one; what is no repeat hears of the refusal first. `stale` is
   * tried again, with fresh eyes.
   */
  private async refuse(drafts: Draft[], refusals: (Refusal | null)[], attempt: number): Promise<Outcomes> {
    const refused: Outcomes = new Map();
    drafts.forEach((draft, index) => {
      const refusal = refusals[index] ?? null;
      if (refusal === null || (refusal === 'stale' && attempt < 10)) return;
      refused.set(draft, { error: refusalError(refusal) });
    });
    for (const [draft, outcome] of await this.findStored([...refused.keys()]))
      if ('result' in outcome) refused.set(draft, outcome);
    return refused;
  }

  private async recover(drafts: Draft[], error: unknown, since: number, attempt: number): Promise<Outcomes> {
    if (isWorthRepeating(error) && attempt < 5) return new Map();
    if (isUniqueViolation(error)) {
      const stored = await this.findStored(drafts);
      if (stored.size > 0) return stored;
    }
    if (isUnavailable(error) || drafts.length === 1)
      return new Map(drafts.map((draft) => [draft, { error }]));
    return this.takeApart(drafts, since);
  }

  /** One bad entry never fails its neighbours: halves are written on their own, down to the one that cannot be. */
  private async takeApart(drafts: Draft[], since: number): Promise<Outcomes> {
    const middle = Math.ceil(drafts.length / 2);
    const outcomes: Outcomes = new Map();
    for (const half of [drafts.slice(0, middle), drafts.slice(middle)]) {
      const settled = await this.write(half, since);
      half.forEach((draft, index) => outcomes.set(draft, settled[index]!));
    }
    return outcomes;
  }

  /** Of the drafts whose ids are taken: the stored message for a repeat, `conflict` for anything else. */
  private async findStored(drafts: Draft[]): Promise<Outcomes> {
    if (drafts.length === 0) return new Map();
    const rows = await this.repository.findStored(drafts);
    const stored = new Map(rows.map((row) => [keyOf(row.author_id, row.client_id), row]));
    const outcomes: Outcomes = new Map();
    for (const draft of drafts) {
      const row = stored.get(keyOf(draft.authorId, draft.clientId));
      const isRepeat = row?.repeated && row.same_files;
      if (row) outcomes.set(draft, isRepeat ? { result: messageView(row) } : { error: idTaken() });
    }
    return outcomes;
  }
}

const isSame = (a: Draft, b: Draft): boolean =>
  a.roomId === b.roomId &&
  a.kind === b.kind &&
  a.text === b.text &&
  a.replyTo === b.replyTo &&
  String(a.files ?? '') === String(b.files ?? '');
