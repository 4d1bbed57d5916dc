import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { decoy, PasswordHashing } from '../../../src/server/auth/passwords/password-hashing.js';
import { PasswordTries, type Try } from '../../../src/server/auth/passwords/password-tries.js';
import type { SettingsService } from '../../../src/server/settings/settings.service.js';
import { settingDefaults } from '../../../src/shared/settings.js';
import { testConfig } from '../../support/config.js';

const make = (settings: Record<string, string> = {}) =>
  new PasswordTries(testConfig('postgres://nowhere/x', settings), {
    current: settingDefaults,
  } as SettingsService);

const from = (address: string, more: Partial<Try> = {}): Try => ({
  name: 'anna',
  address,
  isTold: true,
  browser: undefined,
  ...more,
});

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const wrong = () => Promise.resolve(null);
const right = () => Promise.resolve('anna');

/** The outcome, and the milliseconds it took. */
async function timed<Result>(work: Promise<Result>) {
  const start = Date.now();
  let end = NaN;
  const outcome = work
    .then(
      (value) => ({ value, code: undefined, retryAfterMs: undefined }),
      ({ code, values }: { code: string; values: { retryAfterMs: number } }) => ({
        value: undefined,
        code,
        retryAfterMs: values.retryAfterMs,
      }),
    )
    .finally(() => (end = Date.now()));
  await jest.advanceTimersByTimeAsync(10_000);
  return { ...(await outcome), took: end - start };
}

async function guess(tries: PasswordTries, times: number, by: (index: number) => Try): Promise<void> {
  for (let index = 0; index < times; index++) await timed(tries.signIn(by(index), wrong));
}

/** So that 10 s for each do not make anybody forget. */
const guessAtOnce = async (tries: PasswordTries, times: number, by: (index: number) => Try) => {
  for (let index = 0; index < times; index++) {
    const tried = tries.signIn(by(index), wrong).catch(() => undefined);
    await jest.advanceTimersByTimeAsync(2_000);
    await tried;
  }
};

describe('wrong passwords', () => {
  test('a few cost nothing; then each next one waits longer, and none longer than a request may take', async () => {
    const tries = make();
    const waits: number[] = [];
    for (let time = 0; time < 11; time++)
      waits.push((await timed(tries.signIn(from('192.0.2.1'), wrong))).took);
    expect(waits).toEqual([0, 0, 0, 0, 0, 250, 500, 1_000, 2_000, 2_000, 2_000]);
  });

  test('the right one waits as long as a wrong one, gets in, and clears the count', async () => {
    const tries = make();
    await guess(tries, 8, () => from('192.0.2.1'));
    expect(await timed(tries.signIn(from('192.0.2.1'), right))).toMatchObject({ value: 'anna', took: 2_000 });
    expect(await timed(tries.signIn(from('192.0.2.1'), right))).toMatchObject({ value: 'anna', took: 0 });
  });

  test('right ones count for nothing, however many', async () => {
    const tries = make();
    for (let time = 0; time < 200; time++)
      expect(await timed(tries.signIn(from('192.0.2.1'), right))).toMatchObject({ value: 'anna', took: 0 });
  });

  test('from a thousand addresses delay the owner, and never refuse them', async () => {
    const tries = make();
    await guessAtOnce(tries, 300, (index) => from(`192.0.2.${index}`));
    expect(await timed(tries.signIn(from('198.51.100.1'), right))).toMatchObject({
      value: 'anna',
      took: 2_000,
    });
  });

  test('from one address are refused there at last, under that name; elsewhere the owner gets in', async () => {
    const tries = make();
    await guessAtOnce(tries, 40, () => from('192.0.2.1'));
    const refused = await timed(tries.signIn(from('192.0.2.1'), right));
    expect(refused).toMatchObject({ code: 'rate_limited', took: 0 });
    expect(refused.retryAfterMs).toBeGreaterThan(10 * 60_000);
    expect(await timed(tries.signIn(from('198.51.100.1'), right))).toMatchObject({ value: 'anna' });
    await jest.advanceTimersByTimeAsync(15 * 60_000);
    expect(await timed(tries.signIn(from('192.0.2.1'), right))).toMatchObject({ value: 'anna', took: 0 });
  });

  test('of one address under many names slow and stop that address, and nobody else', async () => {
    const tries = make();
    const sprayed = (index: number) => from('192.0.2.1', { name: `somebody${index}` });
    await guessAtOnce(tries, 40, sprayed);
    expect(await timed(tries.signIn(sprayed(40), wrong))).toMatchObject({ value: null, took: 2_000 });
    await guessAtOnce(tries, 60, (index) => sprayed(100 + index));
    expect(await timed(tries.signIn(sprayed(999), wrong))).toMatchObject({ code: 'rate_limited' });
    expect(await timed(tries.signIn(from('198.51.100.1'), right))).toMatchObject({ value: 'anna', took: 0 });
  });

  test('where a proxy hides the addresses, delay everybody and refuse nobody', async () => {
    const tries = make();
    await guessAtOnce(tries, 150, () => from('10.0.0.1', { isTold: false }));
    expect(await timed(tries.signIn(from('10.0.0.1', { isTold: false }), right))).toMatchObject({
      value: 'anna',
      took: 2_000,
    });
  });

  test('of others do not concern a browser in which the owner was signed in', async () => {
    const tries = make();
    await guessAtOnce(tries, 60, () => from('192.0.2.1'));
    const known = from('192.0.2.1', { browser: 'home' });
    expect(await timed(tries.signIn(known, right))).toMatchObject({ value: 'anna', took: 0 });
  });

  test('in such a browser are counted, too: it becomes a stranger', async () => {
    const tries = make();
    const stolen = from('192.0.2.1', { browser: 'stolen' });
    await guessAtOnce(tries, 10, () => stolen);
    await guessAtOnce(tries, 40, () => stolen);
    expect(await timed(tries.signIn(stolen, right))).toMatchObject({ code: 'rate_limited' });
    expect(await timed(tries.signIn(from('192.0.2.1', { browser: 'home' }), right))).toMatchObject({
      value: 'anna',
    });
  });

  test('sent at the same moment do not overtake the count', async () => {
    const tries = make();
    let checked = 0;
    const slow = async () => {
      checked++;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return null;
    };
    const all = Promise.allSettled(Array.from({ length: 50 }, () => tries.signIn(from('192.0.2.1'), slow)));
    await jest.advanceTimersByTimeAsync(10_000);
    const refused = (await all).filter(({ status }) => status === 'rejected');
    expect([checked, refused.length]).toEqual([2, 48]);
  });

  test('that wait are so many at most; more are refused at once, and a browser that is known is not among them', async () => {
    const tries = make();
    await guessAtOnce(tries, 30, (index) => from(`192.0.2.${index}`));
    const waiting = Array.from({ length: 500 }, (_, index) => tries.signIn(from(`crowd ${index}`), wrong));
    const late = timed(tries.signIn(from('late'), right));
    const known = tries.signIn(from('late', { browser: 'home' }), right);
    expect(await known).toBe('anna');
    expect(await late).toMatchObject({ code: 'unavailable', took: 0 });
    await Promise.all(waiting);
    expect(await timed(tries.signIn(from('late'), right))).toMatchObject({ value: 'anna' });
  });

  test('in a session that is open are refused after twenty', async () => {
    const tries = make();
    for (let time = 0; time < 20; time++)
      expect(await timed(tries.confirm('borrowed', () => Promise.resolve(null)))).toMatchObject({
        value: null,
      });
    const again = (session: string) => timed(tries.confirm(session, () => Promise.resolve(true)));
    expect(await again('borrowed')).toMatchObject({ code: 'rate_limited' });
    expect(await again('own')).toMatchObject({ value: true, took: 0 });
  });

  test('cost nothing where limits are off', async () => {
    const tries = make({ RATE_LIMITS: 'off' });
    for (let time = 0; time < 60; time++)
      expect(await timed(tries.signIn(from('192.0.2.1'), wrong))).toMatchObject({ value: null, took: 0 });
  });
});

test('a name that nobody has costs what a name costs', async () => {
  jest.useRealTimers();
  const parameters = (hashed: string) => hashed.split('$').slice(0, 4);
  const made = await new PasswordHashing().hash('anything');
  expect(parameters(decoy)).toEqual(parameters(made));
  expect(decoy).toHaveLength(made.length);
  expect(parameters(await hash('anything', { memoryCost: 8_192 }))).not.toEqual(parameters(made));
});
