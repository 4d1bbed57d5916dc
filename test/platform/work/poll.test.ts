import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pollUnlessBusy } from '../../../src/server/platform/work/poll.js';

describe('A poll', () => {
  let stop = () => {};
  let rounds = 0;
  const errors: unknown[] = [];
  const failed = (error: unknown) => errors.push(error);

  beforeEach(() => {
    jest.useFakeTimers();
    rounds = 0;
    errors.length = 0;
  });
  afterEach(() => {
    stop();
    jest.useRealTimers();
  });

  test('comes round after round, leaves out those that are due while one is at work, and goes on afterwards', async () => {
    let finish = () => {};
    const work = () => {
      rounds++;
      return rounds === 2 ? new Promise<void>((resolve) => (finish = resolve)) : Promise.resolve();
    };
    stop = pollUnlessBusy(1_000, work, failed);
    await jest.advanceTimersByTimeAsync(999);
    expect(rounds).toBe(0);
    await jest.advanceTimersByTimeAsync(1_001);
    expect(rounds).toBe(2);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(rounds).toBe(2);
    finish();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(rounds).toBe(4);
  });

  test('goes on after a round that failed, synchronously or later, and says what failed', async () => {
    const work = () => {
      rounds++;
      if (rounds === 1) throw new Error('at once');
      return rounds === 2 ? Promise.reject(new Error('later')) : Promise.resolve();
    };
    stop = pollUnlessBusy(1_000, work, failed);
    await jest.advanceTimersByTimeAsync(3_000);
    expect([rounds, errors]).toEqual([3, [new Error('at once'), new Error('later')]]);
  });

  test('comes once more, and sooner, where that is asked for, unless it was stopped before', async () => {
    stop = pollUnlessBusy(1_000, () => Promise.resolve(void rounds++), failed, 100);
    await jest.advanceTimersByTimeAsync(101);
    expect(rounds).toBe(1);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(rounds).toBe(3);
    stop();
    stop = pollUnlessBusy(1_000, () => Promise.resolve(void rounds++), failed, 100);
    stop();
    await jest.advanceTimersByTimeAsync(200);
    expect(rounds).toBe(3);
  });

  test('that was stopped does not come again', async () => {
    stop = pollUnlessBusy(1_000, () => Promise.resolve(void rounds++), failed);
    await jest.advanceTimersByTimeAsync(1_000);
    stop();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(rounds).toBe(1);
  });
});
