/**
 * Reminds people when it is time, by the database's clock: each node looks, and whatever is due is told by one of them, once. What
 * came due while no node was there is told at the start.
 */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { ActivityNews } from '../activity-news.js';
import { RemindersRepository } from './reminders.repository.js';

const every = 1_000;
/** Of one statement; those beyond follow at once. */
const mostAtOnce = 500;

@Injectable()
export class Reminders implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reminders.name);
  private stopPolling = () => {};

  constructor(
    private readonly repository: RemindersRepository,
    private readonly news: ActivityNews,
  ) {}

  onApplicationBootstrap(): void {
    this.stopPolling = pollUnlessBusy(
      every,
      () => this.tellDue(),
      (error) => this.logger.debug(`Reminders could not be looked at: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stopPolling();
  }

  async tellDue(): Promise<void> {
    for (let taken = mostAtOnce; taken === mostAtOnce;) {
      const reminded = await this.repository.remind(mostAtOnce);
      taken = reminded.taken;
      this.news.tell(reminded.added, []);
    }
  }
}
