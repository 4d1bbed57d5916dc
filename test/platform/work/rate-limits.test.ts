import { describe, expect, test } from '@jest/globals';
import { RateLimits } from '../../../src/server/platform/work/rate-limits.js';

async function tries(limits: RateLimits, times: number): Promise<unknown> {
  for (let time = 0; time < times; time++) await limits.consume('send', 7);
  return 'allowed';
}

describe('rate limits', () => {
  test('thirty messages at once pass; the next one is told when to try again', async () => {
    const limits = new RateLimits(true);
    await expect(tries(limits, 30)).resolves.toBe('allowed');
    await expect(limits.consume('send', 7)).rejects.toMatchObject({
      code: 'rate_limited',
      values: { seconds: 3 },
    });
    await expect(limits.consume('send', 8)).resolves.toMatchObject({ remaining: 29 });
    await expect(limits.consume('typing', 7)).resolves.toMatchObject({ remaining: 19 });
  });

  test('after the time that was said, it passes again', async () => {
    const limits = new RateLimits(true);
    const refusal = (await tries(limits, 31).catch((error: unknown) => error)) as {
      values: { retryAfterMs: number };
    };
    await new Promise((resolve) => setTimeout(resolve, refusal.values.retryAfterMs + 20));
    await expect(tries(limits, 30)).resolves.toBe('allowed');
  });

  test('switched off, nothing is refused', async () => {
    await expect(tries(new RateLimits(false), 500)).resolves.toBe('allowed');
  });
});
