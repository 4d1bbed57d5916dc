import { expect, test } from '@jest/globals';
import { Roster } from '../../src/browser/people/roster.js';
import type { RoomPersonView } from '../../src/shared/presence.js';

const person = (id: number, online: boolean): RoomPersonView => ({
  ...{ id, username: `p${id}`, name: `p${id}`, role: 'member', status: null },
  ...{ online, lastHereAt: null, disabled: false, member: true, keeper: false },
});

const page = (...members: RoomPersonView[]) => ({
  ...{ members, next: null, total: members.length },
  here: members.filter(({ online }) => online).length,
});

const ofAnna = (...others: RoomPersonView[]): Roster => {
  const roster = new Roster(1, (a, b) => a.localeCompare(b));
  roster.reset(page(person(1, true), ...others));
  return roster;
};

test('whoever is brought in counts as a member at once, and once', () => {
  const roster = ofAnna(person(2, false));
  roster.gained([2, 3]);
  expect(roster.total).toBe(3);
  roster.reset(page(person(1, true), person(2, false), person(3, false)));
  roster.gained([3]);
  expect(roster.total).toBe(3);
  roster.left([3]);
  expect([roster.total, roster.away.map(({ id }) => id)]).toEqual([2, [2]]);
});

test.each([
  ['goes', false, 1],
  ['stays', true, 2],
])(
  'whoever is brought in and %s before they stand there is counted as here if they are',
  (_, online, here) => {
    const roster = ofAnna();
    roster.gained([2]);
    roster.changed([person(2, online)]);
    expect([roster.hereCount, roster.here.length]).toEqual([here, here]);
  },
);

test('whoever was here beyond what is loaded, and goes, is counted no more', () => {
  const roster = new Roster(1, (a, b) => a.localeCompare(b));
  roster.reset({ members: [person(1, true)], next: '1', total: 9, here: 5 });
  roster.changed([person(7, false)]);
  expect(roster.hereCount).toBe(4);
});
