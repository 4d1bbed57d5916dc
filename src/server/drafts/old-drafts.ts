/** Drafts of long ago go, also those of people who do not come any more. */
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { DraftsRepository } from './drafts.repository.js';

/** Milliseconds. */
const tidyEvery = 3_600_000;

@Injectable()
export class OldDrafts implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(OldDrafts.name);
  private stop: () => void = () => undefined;

  constructor(private readonly repository: DraftsRepository) {}

  onApplicationBootstrap(): void {
    this.stop = pollUnlessBusy(
      tidyEvery,
      () => this.repository.tidy(),
      (error) => this.logger.debug(`Old drafts could not be removed: ${String(error)}`),
    );
  }

  onModuleDestroy(): void {
    this.stop();
  }
}
