import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { mailSender } from '../../config/mail-settings.js';
import { FewLines } from '../telemetry/few-lines.js';
import { FairLine, type Place } from '../work/fair-line.js';
import { composed, type Mail } from './mail.js';
import { NotTaken, notTaken } from './not-taken.js';
import { transportOptions } from './transport.js';

/** Milliseconds that handing one over may take, whatever the server does meanwhile. */
const patience = 90_000;

/** Milliseconds after which what somebody waits for is tried again, until they would rather ask anew. */
const tries = [5_000, 30_000, 2 * 60_000, 5 * 60_000];

/** Connections are opened for one mail each, two at once: an idle one would be closed by the server in the middle of the next. */
const atOnce = 2;

const ours: Place = { key: 'mail', isKnown: true };

/** Hands mails over to the server of SMTP_URL. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  /** Whether there is one. Nothing offers what needs mail where there is none. */
  readonly isOn: boolean;
  private readonly lines = new FewLines(new Logger('Mail'), 'warn');
  private readonly line = new FairLine({ atOnce, length: 1_000, patience, refusal: tooManyMails });
  private readonly waiting = new Set<NodeJS.Timeout>();
  private isStopped = false;

  constructor(@Inject(CONFIG) private readonly config: RunningConfig) {
    this.isOn = config.SMTP_URL !== undefined;
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    for (const timer of this.waiting) clearTimeout(timer);
    this.waiting.clear();
  }

  /** The address of a page, as mails name it: whatever a request says of our name has no part in it. */
  link(path: string): string {
    return `${this.config.PUBLIC_URL!}${path}`;
  }

  /** Throws NotTaken. */
  async deliver(mail: Mail): Promise<void> {
    try {
      await this.line.run(ours, () => this.handOver(mail));
    } catch (error) {
      const failure = error instanceof NotTaken ? error : notTaken(error, false);
      this.lines.say(failure.message, { outcome: failure.outcome });
      throw failure;
    }
  }

  /** Hands it over in a moment, and tries a few times: for what somebody asked for, who is answered meanwhile. */
  post(mail: Mail, [next, ...later]: number[] = tries): void {
    this.deliver(mail).catch((error: NotTaken) => {
      if (!error.isWorthTrying || next === undefined || this.isStopped) return;
      const timer = setTimeout(() => {
        this.waiting.delete(timer);
        this.post(mail, later);
      }, next).unref();
      this.waiting.add(timer);
    });
  }

  private async handOver(mail: Mail): Promise<void> {
    const { SMTP_URL, MAIL_FROM, PUBLIC_URL } = this.config;
    // Read when it is needed: most servers send no mail.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(transportOptions({ SMTP_URL: SMTP_URL!, PUBLIC_URL: PUBLIC_URL! }));
    let isAllSent = false;
    transport.use('stream', ({ message }, done) => {
      message.processFunc((content) => content.once('end', () => (isAllSent = true)));
      done();
    });
    try {
      const signal = AbortSignal.timeout(patience);
      await transport.sendMail(Object.assign(composed(mail, mailSender(MAIL_FROM!)!), { signal }));
    } catch (error) {
      throw notTaken(error, isAllSent);
    } finally {
      transport.close();
    }
  }
}

const tooManyMails = () => new Error('too many mails wait');
