import { expect, test } from '@jest/globals';
import { chooseCores, sayCores } from './lab/cores.js';

test('server and generator are held apart, or it is said loudly that they are not', () => {
  expect(chooseCores([0, 1, 2, 3], true)).toEqual({ server: 0, generator: 3 });
  expect(chooseCores([4, 5], true)).toEqual({ server: 4, generator: 5 });
  expect(chooseCores([3], true)).toBeUndefined();
  expect(chooseCores([0, 1], false)).toBeUndefined();
  expect(sayCores(undefined)).toContain('NOTHING COULD BE HELD');
});
