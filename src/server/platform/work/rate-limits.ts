import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../errors/app-error.js';

/** `points` in any window of `seconds`, per key. Wide enough that a person never meets one by working fast. */
const limits = {
  /** From one address: an office, a school. */
  register: { points: 60, seconds: 60 * 60 },
  /** Where a proxy hides the addresses: one stranger must not keep everybody else from registering. */
  register_hidden: { points: 600, seconds: 60 * 60 },
  /** Mails that one person makes us send to an address of their choice, and those that one address gets of them all. */
  mail_by: { points: 10, seconds: 60 * 60 },
  mail_to: { points: 5, seconds: 60 * 60 },
  /** Questions for a new password from one address, and those that one account is mailed of. */
  forgot: { points: 30, seconds: 60 * 60 },
  forgot_hidden: { points: 600, seconds: 60 * 60 },
  forgot_account: { points: 3, seconds: 60 * 60 },
  /**
   * Ten a second over time, thirty at once: pasting a list line by line passes, a loop does not. A text full of marks for
   * formatting takes up to 11 points (rules/text-weight.ts).
   */
  send: { points: 30, seconds: 3 },
  /** Sockets from one address: an office whose 300 people come back at once, each with a few tabs. */
  connect: { points: 1_500, seconds: 30 },
  /** Where a proxy hides the addresses: all who come back when the server does. */
  connect_hidden: { points: 15_000, seconds: 30 },
  typing: { points: 20, seconds: 5 },
  join: { points: 60, seconds: 10 },
  history: { points: 100, seconds: 10 },
  read: { points: 60, seconds: 10 },
  /** Somebody who walks through their rooms, and looks away in between. */
  attention: { points: 100, seconds: 10 },
  /** A test notice to a device of one's own. */
  notice_test: { points: 10, seconds: 60 },
  /** Looks at invitations from one address: nobody finds one by trying. */
  invite: { points: 60, seconds: 60 },
  invite_hidden: { points: 600, seconds: 60 },
  /** Reports to the moderators: each is read by somebody. */
  report: { points: 20, seconds: 60 * 60 },
  /** Files: ten messages full of them, one after the other. */
  upload: { points: 120, seconds: 60 },
  /** Parts of them: 8 MB each on a fast line, and small ones where it breaks again and again. */
  upload_part: { points: 900, seconds: 60 },
  /** As one types, twice a second for a while, and as one reads on. */
  search: { points: 120, seconds: 60 },
  page: { points: 200, seconds: 20 },
  /** Over REST: a program that keeps ten questions a second up is busy enough. */
  api_read: { points: 600, seconds: 60 },
  api_write: { points: 300, seconds: 60 },
} as const;

export type RateLimit = keyof typeof limits;

/** Unless the server was told otherwise. */
export const policyOf = (name: RateLimit): { points: number; seconds: number } => limits[name];

/** What is left of a limit. */
export interface Allowance {
  remaining: number;
  /** Milliseconds until all of it is there again. */
  resetMs: number;
}

/** How often one key (a person, a name, an address) may do a thing, counted on this node. */
export class RateLimits {
  private readonly limiters = new Map<RateLimit, RateLimiterMemory>();

  constructor(readonly enabled: boolean) {}

  /** From now on; what somebody has used of the window that runs stays used. */
  set(name: RateLimit, points: number): void {
    this.limiter(name).points = points;
  }

  pointsOf(name: RateLimit): number {
    return this.limiter(name).points;
  }

  /** Takes a point, or several for what costs more; answers undefined where nothing is limited. Throws `rate_limited` with `retryAfterMs` when there are not enough left. */
  async consume(name: RateLimit, key: string | number, points = 1): Promise<Allowance | undefined> {
    if (!this.enabled) return undefined;
    try {
      const { remainingPoints, msBeforeNext } = await this.limiter(name).consume(key, points);
      return { remaining: remainingPoints, resetMs: msBeforeNext };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfterMs = Math.max(refusal.msBeforeNext, 1);
      const seconds = Math.ceil(retryAfterMs / 1000);
      throw new AppError('rate_limited', 'Too many attempts. Try again in {{seconds}} seconds.', {
        seconds,
        retryAfterMs,
      });
    }
  }

  private limiter(name: RateLimit): RateLimiterMemory {
    const known = this.limiters.get(name);
    if (known) return known;
    const { points, seconds } = limits[name];
    const limiter = new RateLimiterMemory({ points, duration: seconds });
    this.limiters.set(name, limiter);
    return limiter;
  }
}
