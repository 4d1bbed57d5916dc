import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { pollUnlessBusy } from '../../platform/work/poll.js';
import { DisabledAccounts } from '../accounts/disabled-accounts.service.js';
import { AddressBans } from '../bans/address-bans.service.js';
import { EndsRepository } from './ends.repository.js';
import { SessionEnds } from './session-ends.js';
import { SessionsRepository } from './sessions.repository.js';

const pollEvery = 1_000;
const tidyEvery = 3_600_000;

/**
 * Closes the sockets of whatever ended elsewhere, on another node or by the command line: sessions, API tokens, people
 * who were disabled, networks that were banned. Each is announced on every poll while it is among the recent ones: a
 * socket whose handshake was under way is caught by the next. Also ends the bans whose time has come.
 */
@Injectable()
export class SessionWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionWatch.name);
  private since: Date | null = null;
  private stopPolling = () => {};
  private tidiedAt = -Infinity;

  constructor(
    private readonly recentEnds: EndsRepository,
    private readonly sessions: SessionsRepository,
    private readonly ends: SessionEnds,
    private readonly disabled: DisabledAccounts,
    private readonly addresses: AddressBans,
  ) {}

  onApplicationBootstrap(): void {
    this.stopPolling = pollUnlessBusy(
      pollEvery,
      () => this.poll(),
      (error) => this.logger.debug(`Sessions could not be looked at: ${String(error)}`),
    );
  }

  beforeApplicationShutdown(): void {
    this.stopPolling();
  }

  /** After an outage `since` still stands where the last answer left it, so nothing is missed. */
  private async poll(): Promise<void> {
    await this.disabled.enableEnded();
    const { now, ended } = await this.recentEnds.since(this.since);
    this.since = now;
    for (const { session, userId, reason } of ended) {
      if (session === null) this.ends.announcePerson(userId, reason);
      else this.ends.announce([session], reason);
    }
    await this.addresses.reload();
    await this.tidyNowAndThen();
  }

  private async tidyNowAndThen(): Promise<void> {
    if (performance.now() - this.tidiedAt < tidyEvery) return;
    this.tidiedAt = performance.now();
    await this.sessions.tidy();
  }
}
