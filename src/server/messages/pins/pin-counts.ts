/** How many messages are pinned in a room, for whoever looks at it: told when one is pinned, and when what was deleted may have been. */
import { Injectable, Logger } from '@nestjs/common';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import { Feed } from '../log/feed.js';
import { PinsRepository } from './pins.repository.js';

/** Milliseconds for which deletions are gathered: all that somebody wrote may go at once. */
const gathering = 500;

@Injectable()
export class PinCounts {
  private readonly logger = new Logger(PinCounts.name);
  private readonly rooms = new Set<number>();

  constructor(
    private readonly repository: PinsRepository,
    private readonly delivery: Delivery,
    feed: Feed,
  ) {
    feed.subscribe('pin counts', {
      written: () => undefined,
      changed: ({ roomId, deletedAt }) => deletedAt && this.tellSoon(roomId),
      moved: ({ roomId }) => this.tellSoon(roomId),
    });
  }

  of(roomId: number): Promise<number> {
    return this.repository.count(roomId);
  }

  async tell(roomId: number): Promise<void> {
    const total = await this.of(roomId);
    this.delivery.send(groups.room(roomId), 'pins_changed', { roomId, total });
  }

  private tellSoon(roomId: number): void {
    if (this.rooms.size === 0) setTimeout(() => void this.tellGathered(), gathering).unref();
    this.rooms.add(roomId);
  }

  private async tellGathered(): Promise<void> {
    const rooms = [...this.rooms];
    this.rooms.clear();
    for (const roomId of rooms)
      await this.tell(roomId).catch((error: unknown) =>
        this.logger.debug(`Pins could not be counted: ${String(error)}`),
      );
  }
}
