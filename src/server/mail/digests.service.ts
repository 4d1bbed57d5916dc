import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MailAddressesRepository } from '../auth/mail-address/mail-addresses.repository.js';
import { Mailer } from '../platform/mailing/mailer.js';
import type { Mail } from '../platform/mailing/mail.js';
import { NotTaken, type Outcome } from '../platform/mailing/not-taken.js';
import { pollUnlessBusy } from '../platform/work/poll.js';
import { inNamesOfNow } from '../../shared/rules/former-names.js';
import { FormerNames } from '../presence/former-names.service.js';
import { DigestEnds } from './digest-ends.service.js';
import { SettingsService } from '../settings/settings.service.js';
import { digestLetter } from './digest-letter.js';
import { type Claim, DigestsRepository, type MissedRow } from './digests.repository.js';

const every = 60_000;

/** Messages that a mail shows; the others are counted. */
const shown = 20;

/** Milliseconds that a stop waits for the mail that is on its way. */
const lastMoment = 3_000;

/**
 * Mails people what was meant for them and is unread after they were away for a while: all of it in one mail, nothing of it twice. It
 * is claimed before it is sent, and given back only where the mail server certainly has not got it; a node that dies in between, or
 * a connection that breaks after the last byte, may lose one mail. What it told of is unread in the rooms all the same.
 */
@Injectable()
export class Digests implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Mail');
  private stopPolling: () => void = () => undefined;
  private isStopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: DigestsRepository,
    private readonly addresses: MailAddressesRepository,
    private readonly ends: DigestEnds,
    private readonly mailer: Mailer,
    private readonly settings: SettingsService,
    private readonly former: FormerNames,
  ) {}

  onModuleInit(): void {
    if (!this.mailer.isOn) return;
    this.stopPolling = pollUnlessBusy(
      every,
      () => (this.running = this.round()),
      (error) => this.logger.debug(`What was missed could not be mailed: ${String(error)}`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    this.stopPolling();
    this.isStopping = true;
    const patience = new Promise((resolve) => setTimeout(resolve, lastMoment).unref());
    await Promise.race([this.running.catch(() => undefined), patience]);
  }

  /** Mails all who are to be mailed now; a mail server that is down ends it. */
  async round(): Promise<void> {
    let goesOn = true;
    while (goesOn) {
      const claims = await this.repository.claim();
      goesOn = claims.length > 0;
      for (const claim of claims) {
        const outcome = goesOn && !this.isStopping ? await this.mail(claim) : 'down';
        if (outcome === 'down') goesOn = false;
        if (outcome === 'down' || outcome === 'later') await this.giveBack(claim);
      }
    }
  }

  private async mail(claim: Claim): Promise<Outcome | 'done'> {
    const found = await this.repository.missed(claim, shown);
    // Read, or taken back, just now.
    if (found.length === 0) return 'done';
    const texts = found.map(({ text }) => text);
    const bearers = await this.former.in({ id: claim.user_id }, texts);
    const missed = found.map((row) => ({ ...row, text: inNamesOfNow(row.text, bearers) }));
    try {
      await this.mailer.deliver(this.mailFor(claim, missed));
      return 'done';
    } catch (error) {
      if (error instanceof NotTaken) return error.outcome;
      throw error;
    }
  }

  private mailFor(claim: Claim, missed: MissedRow[]): Mail {
    const { username, address, language } = claim;
    const endsAt = this.mailer.link(this.ends.path(claim));
    const letter = digestLetter({
      username,
      language,
      missed,
      link: (path) => this.mailer.link(path),
      endsAt,
      serverName: this.settings.current.server_name,
    });
    return { to: { name: username, address }, ...letter, endsAt };
  }

  private giveBack({ user_id, before, up_to }: Claim): Promise<void> {
    return this.addresses.giveBack(user_id, { before, upTo: up_to });
  }
}
