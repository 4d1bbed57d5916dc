/** Looks after the index where nobody waits for it: rooms at rest get few segments, and what was changed or removed leaves it. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CatchUpRepository } from '../../messages/log/catch-up.repository.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { Indexer } from './indexer.js';
import { StaleSegmentsRepository } from './stale-segments.repository.js';

/** Milliseconds between two looks. */
const lookEvery = 10_000;

/** Milliseconds without a change after which a room is at rest. */
const restsAfter = 60_000;

@Injectable()
export class Upkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Upkeep.name);
  private stopLooking = () => {};
  private underWay: Promise<void> = Promise.resolve();
  private isEnding = false;

  constructor(
    private readonly indexer: Indexer,
    private readonly stale: StaleSegmentsRepository,
    private readonly catchingUp: CatchUpRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => (this.underWay = this.look()),
      (error) => this.logger.debug(`The index could not be looked after: ${String(error)}`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.isEnding = true;
    this.stopLooking();
    await this.underWay.catch(() => undefined);
  }

  private async look(): Promise<void> {
    for (const roomId of this.indexer.restingSince(performance.now() - restsAfter)) {
      if (this.isEnding) return;
      await this.gather(roomId);
    }
    while (!this.isEnding && (await this.renewOne()));
  }

  /** A room's segments become as few as they can. */
  async gather(roomId: number): Promise<void> {
    await this.catchingUp.lookAfter(this.indexer.name, roomId, (ask) => this.indexer.gather(ask, roomId));
  }

  /** Whether there was one. */
  async renewOne(afterMinutes = 20): Promise<boolean> {
    const segment = await this.stale.oldest(afterMinutes);
    if (!segment) return false;
    await this.catchingUp.lookAfter(this.indexer.name, segment.room_id, (ask) =>
      this.indexer.renew(ask, segment),
    );
    return true;
  }
}
