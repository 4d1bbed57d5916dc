/**
 * One clock for the heartbeats of all connections. Engine.IO gives each two timers and writes each ping by way of three
 * queues: at 2,000 idle connections that was nearly all that the server did, and a good part of what they took.
 */
import type { EngineConnection } from '../engine.js';
import { textFrame } from './quick-write.js';
import { enqueue, mayQueue } from './turn-queue.js';

/** Engine.IO's packet `ping`. */
const ping = textFrame('2');

/**
 * Turns of the wheel, one a second: a connection is pinged every 14th, and one that has not answered 12 turns later is
 * closed. So whoever falls silent is gone within 27 s, the last of which is for a turn that comes late.
 */
export const pingEvery = 14;
export const answerWithin = 12;
const turnEvery = 1_000;

/** Stands for both of Engine.IO's timers: nothing has to be wound up again. */
const timer = { refresh: () => undefined };

/** In its place once a connection that owes an answer has sent something else: a second time, that does not help it. */
const lastTimer = { refresh: () => undefined };

export class Heartbeats {
  /** Of each turn, those who are pinged in it. */
  private readonly buckets = Array.from({ length: pingEvery }, (): EngineConnection[] => []);
  private turn = 0;
  private latest = 0;
  private wheel: NodeJS.Timeout | undefined;

  /** `isWound`: it turns by itself, a second a turn. */
  constructor(private readonly isWound = true) {}

  /** From now on the connection is pinged by this wheel, and not by its own timers. */
  add(connection: EngineConnection): void {
    clearTimeout(connection.pingIntervalTimer as NodeJS.Timeout);
    connection.pingIntervalTimer = timer;
    // In turns, so that those who come at once are not pinged at once ever after.
    this.latest = (this.latest + 1) % pingEvery;
    this.buckets[this.latest]!.push(connection);
    if (this.isWound) this.wheel ??= setInterval(() => this.advance(), turnEvery).unref();
  }

  /** Connections that the wheel knows; one that is gone is forgotten within a round. */
  get count(): number {
    return this.buckets.reduce((sum, { length }) => sum + length, 0);
  }

  /** One turn. */
  advance(): void {
    this.turn = (this.turn + 1) % pingEvery;
    this.keep(this.turn, beat);
    this.keep((this.turn + pingEvery - answerWithin) % pingEvery, look);
    if (this.count > 0) return;
    clearInterval(this.wheel);
    this.wheel = undefined;
  }

  /** Those that are gone are left out by the way. */
  private keep(nth: number, work: (connection: EngineConnection) => void): void {
    const bucket = this.buckets[nth]!;
    for (const connection of bucket) work(connection);
    this.buckets[nth] = bucket.filter(({ readyState }) => readyState !== 'closed');
  }
}

/** Who still owes an answer has sent something else instead, being busy: it is looked at once more. */
function beat(connection: EngineConnection): void {
  if (connection.readyState === 'closed') return;
  if (connection.pingTimeoutTimer !== null) {
    connection.pingTimeoutTimer = lastTimer;
    return;
  }
  connection.hasRefreshedPingTimeout = false;
  connection.pingTimeoutTimer = timer;
  if (mayQueue(connection)) enqueue(connection, ping);
  else connection.sendPacket('ping');
}

/** Engine.IO sets the timer to null when the answer comes, and notes whatever else comes instead. */
function look(connection: EngineConnection): void {
  const { pingTimeoutTimer, hasRefreshedPingTimeout } = connection;
  if (pingTimeoutTimer === null) return;
  if (pingTimeoutTimer === timer && hasRefreshedPingTimeout) return;
  connection.onClose('ping timeout');
}
