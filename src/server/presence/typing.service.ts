import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { UserView } from '../../shared/people.js';
import { Delivery } from '../delivery/delivery.js';
import { groups } from '../delivery/groups.js';

/** Milliseconds between two announcements that one person types in one room. */
const announceEvery = 1_000;

/**
 * Who is typing. Announced on a timer and alone in its turn of the event loop, because a volatile event that leaves in
 * the same turn as another one is always dropped; it is volatile so that a slow client loses this before anything else.
 */
@Injectable()
export class TypingService implements OnModuleDestroy {
  private readonly paused = new Map<string, NodeJS.Timeout>();

  constructor(private readonly delivery: Delivery) {}

  announce(roomId: number, user: UserView): void {
    const key = `${roomId} ${user.id}`;
    if (this.paused.has(key)) return;
    this.paused.set(
      key,
      setTimeout(() => this.paused.delete(key), announceEvery),
    );
    setImmediate(() => {
      const reach = { except: groups.inbox(user.id), volatile: true };
      this.delivery.send(groups.room(roomId), 'typing', { roomId, user }, reach);
    });
  }

  onModuleDestroy(): void {
    for (const timer of this.paused.values()) clearTimeout(timer);
  }
}
