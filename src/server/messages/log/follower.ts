/** One subscriber of the feed that must not miss anything, on this node. */
import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageView } from '../../../shared/messages.js';
import { isWorthRepeating } from '../../platform/postgres/sql-states.js';
import { isUnavailable } from '../../platform/postgres/unavailable.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import type { Ask, CatchUpRepository, ChangedMessage } from './catch-up.repository.js';
import type { CursorsRepository, Run } from './cursors.repository.js';
import type { Committed, RoomHead, Subscriber } from './feed.js';

/** Whether a new message may mean something: it is dealt with at once, within a second or two, or never. */
export type Concern = 'now' | 'soon' | 'never';

/** How much a subscriber takes at a time. */
export interface Pace {
  /** Milliseconds in which what is soon to be dealt with is gathered; what was changed is, too. */
  soon: number;
  /** Rooms of one transaction, and messages over all of them. */
  rooms: number;
  messages: number;
}

export interface LogSubscriber {
  /** Of its cursors: it stays for ever. */
  readonly name: string;
  /** For one with much to do, which nobody waits for. */
  readonly pace?: Pace;
  /** Asked of each new message on the way out of the log, so it must cost nothing. */
  concerns(message: MessageView, isTalk: boolean): Concern;
  /**
   * Deals with messages that were written or changed, each with its latest change, by statements in the transaction that moves the
   * cursors; what it answers is called once that has committed. After a crash it may be messages of long ago.
   */
  process(messages: ChangedMessage[], ask: Ask): Promise<() => void>;
}

/** Milliseconds between two moves of the cursors over what means nothing, all rooms together. */
const skipEvery = 1_000;

/** Milliseconds from one transaction to the next, at most, while more keeps coming. */
const gather = 100;

const usualPace: Pace = { soon: 0, rooms: 50, messages: 2_000 };

/** Milliseconds between two looks for what nobody told us of: another node died, or this one did. */
const lookEvery = 3_000;

/** Rooms of one look: of two hundred thousand the last is looked at a quarter of a minute later. */
const roomsOfLook = 50_000;

/**
 * What means nothing is remembered as runs of revs and costs one statement a second for all rooms. Whatever else there is, and
 * whatever this node did not hear of, is read from the log: a run only moves a cursor that has come to its beginning.
 */
export class LogFollower implements Subscriber {
  private readonly logger = new Logger(LogFollower.name);
  private runs = new Map<number, Run>();
  /** Rooms to be caught up with: now, and with the next move. */
  private readonly wanted = new Set<number>();
  private readonly soon = new Set<number>();
  /** Of those that are wanted: there is more in them than fits into their part of a transaction. */
  private readonly farBehind = new Set<number>();
  private soonSince = 0;
  private readonly pace: Pace;
  private running: Promise<void> | undefined;
  private suspects = new Map<number, number>();
  private lookAfter = 0;
  private stops: (() => void)[] = [];
  private isStopped = true;

  constructor(
    private readonly subscriber: LogSubscriber,
    private readonly cursors: CursorsRepository,
    private readonly catchingUp: CatchUpRepository,
  ) {
    this.pace = subscriber.pace ?? usualPace;
  }

  start(): void {
    this.isStopped = false;
    const onError = (error: unknown) =>
      this.logger.debug(`The cursors of ${this.subscriber.name} could not be read: ${String(error)}`);
    this.stops = [
      pollUnlessBusy(skipEvery, () => this.skip(), onError),
      pollUnlessBusy(lookEvery, () => this.look(), onError),
    ];
    this.lookAround().catch(onError);
  }

  /** Resolves when nothing is under way any more. What is left is found by whoever looks next. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const stop of this.stops.splice(0)) stop();
    await this.running;
  }

  written({ written }: Committed): void {
    for (const { message, peer, inGroup } of written) {
      const concern = this.subscriber.concerns(message, peer !== null || inGroup);
      if (concern === 'now') this.want(message.roomId);
      else if (concern === 'soon') this.wantSoon(message.roomId);
      else this.pass(message);
    }
  }

  /** It may have meant something before it was changed. */
  changed({ roomId }: MessageView): void {
    this.wantChanged(roomId);
  }

  moved({ roomId }: RoomHead): void {
    this.wantChanged(roomId);
  }

  private wantChanged(roomId: number): void {
    if (this.pace.soon > 0) this.wantSoon(roomId);
    else this.want(roomId);
  }

  private wantSoon(roomId: number): void {
    if (this.soon.size === 0) this.soonSince = performance.now();
    this.soon.add(roomId);
  }

  /** A run that does not go on where the last one ended leaves out what lies before: whether it is known, the cursor says. */
  private pass({ roomId, rev, seq }: MessageView): void {
    const run = this.runs.get(roomId);
    if (run?.to === rev - 1) Object.assign(run, { to: rev, seq });
    else this.runs.set(roomId, { from: rev - 1, to: rev, seq });
  }

  private want(roomId: number): void {
    if (this.isStopped) return;
    this.wanted.add(roomId);
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    // One turn of the event loop: what one batch of the log has brought is read together.
    await new Promise(setImmediate);
    while (this.wanted.size > 0 && !this.isStopped) {
      const begun = performance.now();
      const roomIds = this.next();
      for (const roomId of roomIds) {
        this.wanted.delete(roomId);
        this.farBehind.delete(roomId);
      }
      await this.catchUp(roomIds);
      if (roomIds.length < this.pace.rooms) await sleep(Math.max(0, begun + gather - performance.now()));
    }
    // In the same breath as the last look at what is wanted: whoever comes later starts anew.
    this.running = undefined;
  }

  /** A room far behind has its turn alone: whoever makes something of its messages makes it in few large pieces. */
  private next(): number[] {
    const [first] = this.wanted;
    if (this.farBehind.has(first!)) return [first!];
    return [...this.wanted].filter((roomId) => !this.farBehind.has(roomId)).slice(0, this.pace.rooms);
  }

  private async catchUp(roomIds: number[]): Promise<void> {
    try {
      const { more, done } = await this.catchingUp.catchUp(
        this.subscriber.name,
        roomIds,
        (messages, ask) => this.subscriber.process(messages, ask),
        this.pace.messages,
      );
      for (const roomId of more) {
        this.wanted.add(roomId);
        this.farBehind.add(roomId);
      }
      done();
    } catch (error) {
      await this.recover(roomIds, error);
    }
  }

  /** While the database is away nobody asks again: the next look finds what is left. One bad room does not stop the others. */
  private async recover(roomIds: number[], error: unknown): Promise<void> {
    if (isWorthRepeating(error)) for (const roomId of roomIds) this.wanted.add(roomId);
    else if (isUnavailable(error))
      this.logger.debug(`${this.subscriber.name} could not go on: ${String(error)}`);
    else if (roomIds.length > 1) for (const roomId of roomIds) await this.catchUp([roomId]);
    else this.logger.error(`${this.subscriber.name} failed in room ${roomIds[0]}: ${String(error)}`);
  }

  private async skip(): Promise<void> {
    if (performance.now() - this.soonSince >= this.pace.soon) {
      for (const roomId of this.soon) this.want(roomId);
      this.soon.clear();
    }
    const runs = [...this.runs];
    if (runs.length === 0) return;
    this.runs = new Map();
    for (const roomId of await this.cursors.skip(this.subscriber.name, runs)) this.want(roomId);
  }

  /** At the start, through all rooms. */
  private async lookAround(): Promise<void> {
    for (let after: number | null = 0; after !== null && !this.isStopped;) {
      const { rooms, next } = await this.cursors.ahead(this.subscriber.name, after, roomsOfLook);
      for (const { roomId } of rooms) this.want(roomId);
      after = next;
    }
  }

  /** What was ahead at the last look and is still: what is just on its way is nobody's to find. */
  private async look(): Promise<void> {
    const { name } = this.subscriber;
    if (this.suspects.size > 0)
      for (const roomId of await this.cursors.stillBehind(name, [...this.suspects])) this.want(roomId);
    const { rooms, next } = await this.cursors.ahead(name, this.lookAfter, roomsOfLook);
    this.suspects = new Map(rooms.map(({ roomId, rev }) => [roomId, rev]));
    this.lookAfter = next ?? 0;
  }
}
