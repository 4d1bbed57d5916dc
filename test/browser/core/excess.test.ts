import { expect, test } from '@jest/globals';
import { excessOf } from '../../../src/browser/core/excess.js';

const room = (roomId: number, count: number, openedAt: number) => ({ roomId, count, openedAt });
const most = { inRoom: 50, ofAll: 100 };

test('what fits stays', () => {
  expect(excessOf([room(1, 50, 1), room(2, 50, 2)], most)).toEqual(new Map());
});

test('a room keeps its newest, whichever others there are', () => {
  expect(excessOf([room(1, 70, 1)], most)).toEqual(new Map([[1, 20]]));
});

test('together they lose what was not opened for longest', () => {
  const rooms = [room(1, 60, 3), room(2, 40, 1), room(3, 30, 2)];
  expect(excessOf(rooms, most)).toEqual(
    new Map([
      [2, 20],
      [1, 10],
    ]),
  );
  const many = [room(1, 50, 3), room(2, 10, 1), room(3, 50, 2), room(4, 50, 4)];
  expect(excessOf(many, most)).toEqual(
    new Map([
      [2, 10],
      [3, 50],
    ]),
  );
});
