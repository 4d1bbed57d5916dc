import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SessionEnds } from '../users/session-ends.js';
import { SessionsRepository } from '../users/sessions.repository.js';

const pollEvery = 1_000;
const tidyEvery = 3_600_000;

/**
 * Closes the sockets of sessions that ended elsewhere: on another node, or by the command line. A session that ended is
 * announced on each poll while it is among the recent ones: a socket whose handshake was under way is caught by the next.
 */
@Injectable()
export class SessionWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionWatch.name);
  private since: Date | null = null;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private tidiedAt = 0;

  constructor(
    private readonly sessions: SessionsRepository,
    private readonly ends: SessionEnds,
  ) {}

  onApplicationBootstrap(): void {
    this.pollLater();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private pollLater(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.poll().finally(() => this.pollLater()), pollEvery).unref();
  }

  /** After an outage `since` still stands where the last answer left it, so nothing is missed. */
  private async poll(): Promise<void> {
    try {
      const { now, ended } = await this.sessions.endedSince(this.since);
      this.since = now;
      for (const { id, reason } of ended) this.ends.announce([id], reason);
      await this.tidyNowAndThen();
    } catch (error) {
      this.logger.debug(`Sessions could not be looked at: ${String(error)}`);
    }
  }

  private async tidyNowAndThen(): Promise<void> {
    if (Date.now() - this.tidiedAt < tidyEvery) return;
    this.tidiedAt = Date.now();
    await this.sessions.tidy();
  }
}
