/** Heals missed broadcasts: one query every few seconds for the rooms that people on this node look at or wait for. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Connections } from '../../delivery/connections.js';
import { Delivery } from '../../delivery/delivery.js';
import { groups } from '../../delivery/groups.js';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import type { RoomHead } from './feed.js';
import { RoomAnnouncer } from './room-announcer.js';
import { RoomNews } from './room-news.js';

/** Milliseconds. A reader is at most two looks and a catch-up behind after a lost broadcast (promise P5: 10 s). */
const lookEvery = 3_000;

@Injectable()
export class HeadWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HeadWatch.name);
  /** What the last look found; by now it should have been delivered. */
  private lastLook: RoomHead[] = [];
  private readonly told = new Map<number, number>();
  private stopLooking = () => {};

  constructor(
    private readonly rooms: RoomsService,
    private readonly announcer: RoomAnnouncer,
    private readonly connections: Connections,
    private readonly delivery: Delivery,
    private readonly news: RoomNews,
  ) {}

  onApplicationBootstrap(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.look(),
      (error) => this.logger.debug(`The heads of the rooms could not be read: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  private async look(): Promise<void> {
    const served = new Set(this.connections.servedRooms());
    this.announcer.forgetAllBut(served);
    this.tellMissed(served);
    const heads = await this.heads([...new Set([...served, ...this.news.roomIds])]);
    for (const { roomId, rev } of heads) this.news.tell(roomId, rev);
    this.lastLook = heads;
  }

  private async heads(roomIds: number[]): Promise<RoomHead[]> {
    return roomIds.length > 0 ? this.rooms.heads(roomIds) : [];
  }

  /**
   * Sends the head that was found a look ago, if this node has not announced it since; the newest one would make all
   * clients of a busy room catch up for what is on its way to them. A client that has it already does nothing.
   */
  private tellMissed(served: Set<number>): void {
    for (const { roomId, seq, rev } of this.lastLook) {
      const known = Math.max(this.told.get(roomId) ?? 0, this.announcer.deliveredRev(roomId) ?? 0);
      if (rev <= known || !served.has(roomId)) continue;
      this.told.set(roomId, rev);
      this.delivery.send(groups.room(roomId), 'room_head', { roomId, seq, rev }, { local: true });
    }
    for (const roomId of this.told.keys()) if (!served.has(roomId)) this.told.delete(roomId);
  }
}
