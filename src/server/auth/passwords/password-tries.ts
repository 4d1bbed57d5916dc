/**
 * Guessing passwords is slow, and nobody is shut out by somebody else's guesses. What failed is counted (on this node, for
 * 15 minutes) by name and address, by address and by name, and delays the next try by seconds at most. Refused is only who
 * can be told from the owner: an address by what it did itself. A browser in which the owner was signed in before has an
 * allowance of its own, whatever others do meanwhile (OWASP: "device cookies").
 */
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type RunningConfig } from '../../config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Place } from '../../platform/work/fair-line.js';
import { Failures } from '../../platform/work/failures.js';
import { Tally } from '../../platform/work/tally.js';
import { SettingsService } from '../../settings/settings.service.js';
import { tooManySignIns } from './password-hashing.js';

export interface Try {
  /** The canonical key of the name; null for what can be nobody's. */
  name: string | null;
  address: string;
  /** Whether the address is the sender's own, and not that of a proxy before everybody. */
  isTold: boolean;
  /** What this browser has of an earlier sign-in under the name. */
  browser: string | undefined;
}

const seconds = 15 * 60;
/** An office, a school: all names together. */
const mostOfAddress = 100;
const mostOfBrowser = 10;
/** Of somebody who is signed in: a borrowed session must not find out the password. */
const mostOfSession = 20;

/** Of one name from one address: a person types one password at a time. */
const atOnce = 2;
/** Tries that wait out their delay, all together: each keeps a request open. */
const mostDelayed = 500;

/** Failures, and whose. */
type Count = [Failures, string];

@Injectable()
export class PasswordTries {
  private readonly isLimited: boolean;
  private readonly ofPair = new Failures({ free: 5, seconds });
  private readonly ofAddress = new Failures({ free: 30, seconds });
  private readonly ofName = new Failures({ free: 20, seconds });
  private readonly ofBrowser = new Failures({ free: mostOfBrowser, seconds });
  private readonly ofSession = new Failures({ free: 5, seconds });
  private readonly running = new Tally<string>(atOnce);
  private delayed = 0;

  constructor(
    @Inject(CONFIG) config: RunningConfig,
    private readonly settings: SettingsService,
  ) {
    this.isLimited = config.RATE_LIMITS;
  }

  /** `check` answers null for a wrong password. Throws `rate_limited` or `unavailable` without having asked it. */
  async signIn<Found>(tried: Try, check: (place: Place) => Promise<Found | null>): Promise<Found | null> {
    const name = tried.name ?? '';
    const pair: Count = [this.ofPair, `${tried.address} ${name}`];
    const known = await this.knownBrowser(tried);
    if (known) {
      const key = `browser ${known[1]}`;
      return this.counted(key, [known], [known, pair], () => check({ key, isKnown: true }));
    }
    const address: Count = [this.ofAddress, tried.address];
    if (tried.isTold) {
      // 40 in 15 minutes, the default, are 3,840 guesses a day.
      await this.refuse(pair, this.settings.current.wrong_passwords, tooManyForName);
      await this.refuse(address, mostOfAddress, tooManyFromAddress);
    }
    const counts: Count[] = [pair, address, [this.ofName, name]];
    const place = { key: `address ${tried.address}`, isKnown: false };
    return this.counted(`pair ${pair[1]}`, counts, [pair], () => check(place));
  }

  /** The password of somebody who is signed in, asked for once more. `session`: what they are signed in by. Null for a wrong one. */
  async confirm<Found>(
    session: string,
    check: (place: Place) => Promise<Found | null>,
  ): Promise<Found | null> {
    const key = `session ${session}`;
    const count: Count = [this.ofSession, session];
    await this.refuse(count, mostOfSession, tooManyInSession);
    return this.counted(key, [count], [count], () => check({ key, isKnown: true }));
  }

  /** One that has guessed too often is a stranger again. */
  private async knownBrowser({ browser }: Try): Promise<Count | undefined> {
    if (browser === undefined) return undefined;
    return (await this.ofBrowser.of(browser)).count < mostOfBrowser ? [this.ofBrowser, browser] : undefined;
  }

  private async counted<Found>(
    key: string,
    counts: Count[],
    cleared: Count[],
    check: () => Promise<Found | null>,
  ): Promise<Found | null> {
    if (!this.isLimited) return check();
    return this.fewAtOnce(key, async () => {
      // The right password waits as well: else the time would tell it before the answer does.
      await this.wait(Math.max(...(await Promise.all(counts.map(([failures, of]) => failures.delay(of))))));
      const found = await check();
      if (found === null) for (const [failures, of] of counts) await failures.note(of);
      else for (const [failures, of] of cleared) await failures.forget(of);
      return found;
    });
  }

  private async refuse([failures, of]: Count, most: number, refusal: Refusal): Promise<void> {
    if (!this.isLimited) return;
    const { count, forgottenInMs } = await failures.of(of);
    if (count < most) return;
    const retryAfterMs = Math.max(forgottenInMs, 1);
    throw refusal({ minutes: Math.ceil(retryAfterMs / 60_000), retryAfterMs });
  }

  /** Tries at the same time would all be made before the first of them counts. */
  private async fewAtOnce<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    if (this.running.isFull(key)) throw stillChecking();
    this.running.begin(key);
    try {
      return await work();
    } finally {
      this.running.end(key);
    }
  }

  private async wait(milliseconds: number): Promise<void> {
    if (milliseconds === 0) return;
    if (this.delayed >= mostDelayed) throw tooManySignIns();
    this.delayed++;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.delayed--;
  }
}

type Refusal = (values: { minutes: number; retryAfterMs: number }) => AppError;

const tooManyForName: Refusal = (values) =>
  new AppError(
    'rate_limited',
    'Too many wrong passwords for this name from your network. Try again in {{minutes}} minutes, or in a browser in which you were signed in before.',
    values,
  );

const tooManyFromAddress: Refusal = (values) =>
  new AppError(
    'rate_limited',
    'Too many wrong passwords from your network. Try again in {{minutes}} minutes, or in a browser in which you were signed in before.',
    values,
  );

const tooManyInSession: Refusal = (values) =>
  new AppError(
    'rate_limited',
    'Too many wrong passwords. Try again in {{minutes}} minutes, or sign in anew.',
    values,
  );

const stillChecking = () =>
  new AppError('rate_limited', 'Your last try is still being checked. Try again in a few seconds.', {
    retryAfterMs: 3_000,
  });
