/** What filters ask of messages. The reader is 1, Bob 2, Eve 3; one room is 7, the other 8. */
import { describe, expect, test } from '@jest/globals';
import { dayRange } from '../../../src/shared/rules/search-days.js';
import { parseQuery } from '../../../src/shared/rules/search-query.js';
import { conditionsOf, type Meant } from '../../../src/server/search/filters/conditions-of.js';
import type { Conditions } from '../../../src/server/search/finding/conditions.js';

const noConditions: Conditions = {
  rooms: null,
  notRooms: [],
  within: [-Infinity, Infinity],
  notWithin: [],
  attributes: [],
  places: [],
};

const ids = new Map([
  ['me', 1],
  ['bob', 2],
  ['eve', 3],
  ['one', 7],
  ['two', 8],
]);
const reader = { now: new Date('2024-03-14T12:00:00Z'), zone: 'UTC', language: 'en' };
const pinned = new Map([[7, new Set([4])]]);

const asked = (q: string) => {
  const meant = parseQuery(q).filters.map((filter): Meant => {
    const id = ids.get(filter.value);
    return {
      filter,
      ids: id === undefined ? null : [id],
      days: dayRange(filter.value, reader),
      places: filter.value === 'pinned' ? pinned : null,
    };
  });
  return conditionsOf(meant, 1);
};

const [march, april] = [Date.UTC(2024, 2, 1), Date.UTC(2024, 3, 1)];
const day = 86_400_000;

describe('Filters', () => {
  test.each<[string, object]>([
    ['', {}],
    ['from:bob from:eve', { attributes: [{ anyOf: ['by2', 'by3'], not: false }] }],
    ['from:bob from:nobody', { attributes: [{ anyOf: ['by2'], not: false }] }],
    ['-from:bob -from:eve', { attributes: [{ anyOf: ['by2', 'by3'], not: true }] }],
    ['-from:nobody', {}],
    ['to:me', { attributes: [{ anyOf: ['to1'], not: false, inDirectWithout: 'by1' }] }],
    ['to:bob', { attributes: [{ anyOf: ['to2'], not: false }] }],
    [
      'mentions:bob mentions:eve',
      {
        attributes: [
          { anyOf: ['to2'], not: false },
          { anyOf: ['to3'], not: false },
        ],
      },
    ],
    ['in:one in:two', { rooms: [7, 8] }],
    ['in:one in:nowhere', { rooms: [7] }],
    ['in:nowhere', { rooms: [] }],
    ['-in:two -in:nowhere', { notRooms: [8] }],
    [
      'has:картинка -has:link',
      {
        attributes: [
          { anyOf: ['picture'], not: false },
          { anyOf: ['link'], not: true },
        ],
      },
    ],
    ['is:answer', { attributes: [{ anyOf: ['answer'], not: false }] }],
    ['is:pinned', { rooms: [7], places: [{ places: pinned, not: false }] }],
    ['is:pinned in:two', { rooms: [], places: [{ places: pinned, not: false }] }],
    ['-is:pinned', { places: [{ places: pinned, not: true }] }],
    ['after:2024-02 before:2024-04', { within: [march, april] }],
    ['-before:2024-03 -after:2024-03', { within: [march, april] }],
    ['on:2024-03', { within: [march, april] }],
    ['on:2024-03 before:2024-03-02', { within: [march, march + day] }],
    ['-on:2024-03', { notWithin: [[march, april]] }],
    ['on:2024-03-01 on:2024-03-31', { within: [march, april], notWithin: [[march + day, april - day]] }],
    ['on:2024-03-02 on:2024-03-01', { within: [march, march + 2 * day] }],
    ['before:2024 after:2024', { within: [0, 0] }],
    ['before:soon', { within: [0, 0] }],
    ['-before:soon -on:soon', {}],
  ])('%s', (q, conditions) => {
    expect(asked(q)).toEqual({ ...noConditions, ...conditions });
  });

  test.each(['from:nobody', 'to:nobody', 'mentions:nobody', 'has:soul', 'is:gone', 'is:saved'])(
    '%s finds nothing',
    (q) => {
      const { rooms, attributes } = asked(q);
      expect(rooms?.length === 0 || attributes.some(({ anyOf }) => anyOf.length === 0)).toBe(true);
    },
  );
});
