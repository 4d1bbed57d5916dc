/** Heals missed broadcasts: one query every few seconds for the rooms that this node's sockets look at or wait for. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Broadcaster } from '../../platform/sockets/broadcaster.js';
import { groups } from '../../platform/sockets/socket.js';
import { RoomsService } from '../../rooms/rooms.service.js';
import { RoomAnnouncer } from './room-announcer.js';
import { RoomNews } from './room-news.js';

interface Head {
  roomId: number;
  seq: number;
  rev: number;
}

/** Milliseconds. A reader is at most two looks and a catch-up behind after a lost broadcast (promise P5: 10 s). */
const lookEvery = 3_000;

@Injectable()
export class HeadWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HeadWatch.name);
  /** What the last look found; by now it should have been delivered. */
  private lastLook: Head[] = [];
  private readonly told = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;

  constructor(
    private readonly rooms: RoomsService,
    private readonly announcer: RoomAnnouncer,
    private readonly broadcaster: Broadcaster,
    private readonly news: RoomNews,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), lookEvery);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      const served = this.broadcaster.servedRooms();
      this.tellMissed(new Set(served));
      const heads = await this.heads([...new Set([...served, ...this.news.roomIds])]);
      for (const { roomId, rev } of heads) this.news.tell(roomId, rev);
      this.lastLook = heads;
    } catch (error) {
      this.logger.debug(`The heads of the rooms could not be read: ${String(error)}`);
    } finally {
      this.looking = false;
    }
  }

  private async heads(roomIds: number[]): Promise<Head[]> {
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
      this.broadcaster.send(groups.room(roomId), 'room_head', { roomId, seq, rev }, { local: true });
    }
    for (const roomId of this.told.keys()) if (!served.has(roomId)) this.told.delete(roomId);
  }
}
