import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Answer } from '../../../src/shared/errors.js';
import { OwedAnswers } from '../../../src/server/platform/sockets/owed-answers.js';

function withResolvers<Value>() {
  let resolve!: (value: Value) => void;
  const promise = new Promise<Value>((settle) => (resolve = settle));
  return { promise, resolve };
}

describe('An answer', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    Logger.overrideLogger(false);
  });
  afterEach(() => void jest.useRealTimers());

  const given: Answer<unknown>[] = [];
  const give = (pending: Promise<Answer<unknown> | undefined>) => {
    given.length = 0;
    new OwedAnswers().give(pending, (answer) => given.push(answer), 'en');
  };

  test('is the handler’s', async () => {
    give(Promise.resolve({ ok: true, value: 7 }));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(given).toEqual([{ ok: true, value: 7 }]);
  });

  test.each([
    ['throws', () => Promise.reject(new Error('broken'))],
    ['has nothing to say', () => Promise.resolve(undefined)],
  ])('is a refusal where the handler %s', async (_, handle) => {
    give(handle());
    await jest.advanceTimersByTimeAsync(0);
    expect(given).toMatchObject([{ ok: false, error: { code: 'internal' } }]);
  });

  test('that does not come is `unavailable` within 5 s, once, whatever comes afterwards', async () => {
    const { promise, resolve: finish } = withResolvers<Answer<unknown>>();
    give(promise);
    await jest.advanceTimersByTimeAsync(4_000);
    expect(given).toEqual([]);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(given).toMatchObject([{ ok: false, error: { code: 'unavailable', retryAfterMs: 1000 } }]);
    finish({ ok: true, value: 'late' });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(given).toHaveLength(1);
  });
});
