import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StatisticsDay, StatisticsView } from '../../shared/statistics.js';
import type { SignedInUser } from '../platform/access/signed-in-user.js';
import { requireAdministrator } from '../platform/errors/administrators-only.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { StatisticsRepository } from './statistics.repository.js';

/** Today among them. */
const daysShown = 90;

/** Milliseconds: a day that has ended is counted within the hour, so that its files are those of its end. */
const lookEvery = 60 * 60 * 1_000;

/** Milliseconds that a reader waits for days that nobody has counted yet; they are counted to the end all the same. */
const patience = 2_000;

/** Milliseconds for which today's numbers stand. */
const todayStands = 15_000;

/** What went on, day by day. Nothing is written where somebody writes a message: days are counted once they have ended. */
@Injectable()
export class Statistics implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Statistics.name);
  private counting: Promise<void> | undefined;
  private today: { counts: Promise<StatisticsDay>; at: number } | undefined;
  private isStopping = false;
  private stopLooking = () => {};

  constructor(private readonly repository: StatisticsRepository) {}

  onApplicationBootstrap(): void {
    this.stopLooking = pollUnlessBusy(
      lookEvery,
      () => this.count(),
      (error) => this.logger.warn(`The days could not be counted: ${String(error)}`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stopLooking();
    this.isStopping = true;
    await this.counting?.catch(() => undefined);
  }

  async read(actor: SignedInUser): Promise<StatisticsView> {
    requireAdministrator(actor);
    const isCounted = await Promise.race([
      this.count().then(() => true),
      sleep(patience, false, { ref: false }),
    ]);
    const [days, today] = await Promise.all([this.repository.kept(daysShown - 1), this.countToday()]);
    return { days: [...days.filter(({ day }) => day < today.day), today], counting: !isCounted };
  }

  /** Whoever asks meanwhile waits for the same. */
  private count(): Promise<void> {
    this.counting ??= this.countMissing().finally(() => (this.counting = undefined));
    return this.counting;
  }

  private async countMissing(): Promise<void> {
    for (const day of await this.repository.missing(daysShown - 1)) {
      if (this.isStopping) return;
      await this.repository.keep(day);
    }
  }

  private countToday(): Promise<StatisticsDay> {
    const now = performance.now();
    if (!this.today || now - this.today.at > todayStands) {
      const counts = this.repository.today();
      this.today = { counts, at: now };
      counts.catch(() => (this.today = undefined));
    }
    return this.today.counts;
  }
}
