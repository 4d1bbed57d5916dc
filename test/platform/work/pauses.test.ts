import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Pauses } from '../../../src/server/platform/work/pauses.js';

let done: string[];
let pauses: Pauses<string, string>;

beforeEach(() => {
  jest.useFakeTimers();
  done = [];
  pauses = new Pauses(
    100,
    (key, wanted) => done.push(`${key}: ${wanted}`),
    (waiting, wanted) => `${waiting}+${wanted}`,
  );
});

afterEach(() => {
  jest.useRealTimers();
});

test('The first is done at once, what comes in its pause together at its end, and so on', () => {
  for (const wanted of ['1', '2', '3']) pauses.want('a', wanted);
  expect(done).toEqual(['a: 1']);
  jest.advanceTimersByTime(100);
  expect(done).toEqual(['a: 1', 'a: 2+3']);
  pauses.want('a', '4');
  jest.advanceTimersByTime(99);
  expect(done).toHaveLength(2);
  jest.advanceTimersByTime(1);
  expect(done.at(-1)).toBe('a: 4');
});

test('After a pause in which nothing was wanted the next is done at once', () => {
  pauses.want('a', '1');
  jest.advanceTimersByTime(100);
  pauses.want('a', '2');
  expect(done).toEqual(['a: 1', 'a: 2']);
});

test('Keys do not wait for each other', () => {
  pauses.want('a', '1');
  pauses.want('b', '1');
  expect(done).toEqual(['a: 1', 'b: 1']);
});

test('What is hurried is done once, and the pause goes on', () => {
  for (const wanted of ['1', '2']) pauses.want('a', wanted);
  pauses.hurry('a');
  expect(done).toEqual(['a: 1', 'a: 2']);
  pauses.want('a', '3');
  expect(done).toHaveLength(2);
  jest.advanceTimersByTime(100);
  expect(done).toEqual(['a: 1', 'a: 2', 'a: 3']);
});

test('In the end nothing is left undone, and no timer', () => {
  for (const wanted of ['1', '2']) pauses.want('a', wanted);
  pauses.want('b', '1');
  pauses.end();
  expect(done).toEqual(['a: 1', 'b: 1', 'a: 2']);
  expect(jest.getTimerCount()).toBe(0);
});

test('The pause lasts from the end of the work', () => {
  const takes = [60, 0];
  const slow = new Pauses<string, string>(
    100,
    (key, wanted) => {
      const milliseconds = takes.shift()!;
      if (milliseconds > 0) jest.advanceTimersByTime(milliseconds);
      done.push(`${key}: ${wanted}`);
    },
    (_, later) => later,
  );
  for (const wanted of ['1', '2']) slow.want('a', wanted);
  jest.advanceTimersByTime(99);
  expect(done).toEqual(['a: 1']);
  jest.advanceTimersByTime(1);
  expect(done).toEqual(['a: 1', 'a: 2']);
  slow.end();
});
