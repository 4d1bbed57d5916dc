import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { pollUnlessBusy } from '../work/poll.js';
import { hasRoom } from './disk-room.js';
import { troubles } from './troubles.js';

/** Milliseconds. */
const lookEvery = 10_000;

/** Says in the log that the disk of the PostgreSQL inside is full, before it says so by ending. */
@Injectable()
export class DiskWatch implements OnApplicationBootstrap, OnModuleDestroy {
  private stopLooking = () => {};

  constructor(@Inject(CONFIG) private readonly config: RunningConfig) {}

  onApplicationBootstrap(): void {
    const { databaseFolder } = this.config;
    if (databaseFolder === undefined) return;
    // A disk that cannot be asked is for /health/ready to tell.
    const look = () => this.look(databaseFolder);
    this.stopLooking = pollUnlessBusy(lookEvery, look, () => undefined);
    void look().catch(() => undefined);
  }

  onModuleDestroy(): void {
    this.stopLooking();
  }

  private async look(folder: string): Promise<void> {
    if (!(await hasRoom(folder))) troubles.say('full', `less than 50 MB are left for ${folder}`);
  }
}
