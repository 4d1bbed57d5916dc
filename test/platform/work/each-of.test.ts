import { expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachOf } from '../../../src/server/platform/work/each-of.js';

async function* numbers(count: number) {
  for (let number = 1; number <= count; number++) yield Promise.resolve(number);
}

test('each is worked with, no more than so many at once', async () => {
  const done: number[] = [];
  let [now, most] = [0, 0];
  await eachOf(numbers(20), 4, async (number) => {
    most = Math.max(most, ++now);
    await sleep(1);
    now--;
    done.push(number);
  });
  expect(done.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(most).toBe(4);
});

test('after an error nothing is begun, and nobody is at work any more when it is thrown', async () => {
  let [begun, ended] = [0, 0];
  const work = async (number: number) => {
    begun++;
    await sleep(number === 2 ? 1 : 20);
    if (number === 2) throw new Error('the disk is full');
    ended++;
  };
  await expect(eachOf(numbers(20), 4, work)).rejects.toThrow('the disk is full');
  const soFar = [begun, ended];
  expect(soFar).toEqual([4, 3]);
  await sleep(50);
  expect([begun, ended]).toEqual(soFar);
});

test('whoever is told to stop begins nothing', async () => {
  const begun: number[] = [];
  const stop = new AbortController();
  const work = (number: number) => {
    begun.push(number);
    if (number === 3) stop.abort(new Error('enough'));
    return Promise.resolve();
  };
  await expect(eachOf(numbers(20), 1, work, stop.signal)).rejects.toThrow('enough');
  expect(begun).toEqual([1, 2, 3]);
});
