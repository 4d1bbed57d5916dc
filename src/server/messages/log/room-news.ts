/** Those who wait for a room to move on, by a long poll: woken by what this node commits and what it notices. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { Tally } from '../../platform/work/tally.js';
import type { MessageView } from '../../../shared/messages.js';
import { type Committed, Feed, type RoomHead, type Subscriber } from './feed.js';

/** Waits of one person at a time; more than all the tabs and programs of anybody. */
const waitsOfOne = 100;

interface Wait {
  userId: number;
  /** What they know of the room. */
  rev: number;
  wake(): void;
}

@Injectable()
export class RoomNews implements Subscriber, OnModuleDestroy {
  private readonly waits = new Map<number, Set<Wait>>();
  private readonly waitsOf = new Tally<number>(waitsOfOne);

  constructor(feed: Feed) {
    feed.subscribe('long poll', this);
  }

  /** Rooms that somebody waits for on this node. */
  get roomIds(): number[] {
    return [...this.waits.keys()];
  }

  written({ byRoom }: Committed): void {
    if (this.waits.size === 0) return;
    for (const [roomId, messages] of byRoom) this.tell(roomId, messages.at(-1)!.rev);
  }

  changed({ roomId, rev }: MessageView): void {
    this.tell(roomId, rev);
  }

  moved({ roomId, rev }: RoomHead): void {
    this.tell(roomId, rev);
  }

  /** The room has come to this rev. */
  tell(roomId: number, rev: number): void {
    for (const wait of this.waits.get(roomId) ?? []) if (rev > wait.rev) wait.wake();
  }

  /**
   * Starts to wait at once for the room to go beyond `rev`. `come` resolves when it has, after so many milliseconds, or
   * when the signal is aborted; `end` must be called. Throws `rate_limited` when the person waits too often already.
   */
  subscribe(
    userId: number,
    roomId: number,
    rev: number,
  ): { come(milliseconds: number, signal: AbortSignal): Promise<void>; end(): void } {
    if (this.waitsOf.isFull(userId)) throw tooManyWait();
    this.waitsOf.begin(userId);
    let wake = () => {};
    const news = new Promise<void>((resolve) => (wake = resolve));
    const wait = { userId, rev, wake };
    const waits = this.waits.get(roomId) ?? new Set();
    this.waits.set(roomId, waits.add(wait));
    return {
      come: (milliseconds, signal) => inTime(news, wake, milliseconds, signal),
      end: () => this.end(roomId, wait),
    };
  }

  /** Nobody's stop waits for those who wait. */
  onModuleDestroy(): void {
    for (const waits of this.waits.values()) for (const wait of waits) wait.wake();
  }

  private end(roomId: number, wait: Wait): void {
    const waits = this.waits.get(roomId)!;
    waits.delete(wait);
    if (waits.size === 0) this.waits.delete(roomId);
    this.waitsOf.end(wait.userId);
  }
}

const tooManyWait = () =>
  new AppError(
    'rate_limited',
    'Too many of your requests are waiting for news. Let some of them finish first.',
    {
      retryAfterMs: 1_000,
    },
  );

async function inTime(
  news: Promise<void>,
  wake: () => void,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const timer = setTimeout(wake, milliseconds);
  signal.addEventListener('abort', wake);
  await news;
  clearTimeout(timer);
  signal.removeEventListener('abort', wake);
}
