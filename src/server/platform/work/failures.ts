import { RateLimiterMemory } from 'rate-limiter-flexible';

interface Measure {
  /** Failures that cost nothing. */
  free: number;
  /** They are forgotten this long after the first. */
  seconds: number;
}

/** Milliseconds: the first failure that is not free, and then twice as much for each. */
const firstDelay = 250;
const longestDelay = 2_000;

/** How often something went wrong for a key (a name, an address), counted on this node, and what the next try pays for it. */
export class Failures {
  private readonly limiter: RateLimiterMemory;

  constructor(private readonly measure: Measure) {
    this.limiter = new RateLimiterMemory({ points: measure.free, duration: measure.seconds });
  }

  /** How many there were, and the milliseconds until they are forgotten. */
  async of(key: string): Promise<{ count: number; forgottenInMs: number }> {
    const found = await this.limiter.get(key);
    return { count: found?.consumedPoints ?? 0, forgottenInMs: found?.msBeforeNext ?? 0 };
  }

  /** Milliseconds that the next try waits: seconds at most, so that nobody is shut out by what others do. */
  async delay(key: string): Promise<number> {
    const { count } = await this.of(key);
    const costly = count - this.measure.free;
    return costly < 0 ? 0 : Math.min(firstDelay * 2 ** Math.min(costly, 10), longestDelay);
  }

  async note(key: string): Promise<void> {
    await this.limiter.penalty(key);
  }

  async forget(key: string): Promise<void> {
    await this.limiter.delete(key);
  }
}
