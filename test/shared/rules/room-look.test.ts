/** What the one pill of a room says, by what its reader wants to be told. */
import { expect, test } from '@jest/globals';
import type { Level } from '../../../src/shared/people.js';
import type { Access } from '../../../src/shared/rooms.js';
import { callsOf, roomLook } from '../../../src/shared/rules/room-look.js';

interface Shape {
  isIgnored?: boolean;
  muted?: boolean;
  unread?: number;
  mentions?: number;
  access?: Access;
}

const room = (level: Level, shape: Shape = {}) => ({
  ...{ access: 'public' as const, unread: 5, mentions: 0, ...shape },
  membership: {
    level,
    ownLevel: level,
    muted: shape.muted ?? false,
    mutedUntil: null,
    ...{ favourite: false, section: null, place: null },
  },
});
const ink = (count: number) => ({ count, isMeant: false });
const copper = (count: number) => ({ count, isMeant: true });

test.each([
  ['everything new in ink', room('all'), ink(5)],
  ['mentions in copper, and no other number beside them', room('all', { mentions: 1 }), copper(1)],
  ['nothing, where there is nothing new', room('all', { unread: 0 }), ink(0)],
  ['everything new in ink, at mentions: the level says what calls', room('mentions'), ink(5)],
  ['mentions, at mentions', room('mentions', { mentions: 2 }), copper(2)],
  ['nothing at all, at nothing', room('nothing', { mentions: 2 }), ink(0)],
  ['nothing at all, while muted', room('all', { mentions: 2, muted: true }), ink(0)],
  ['everything in copper, in a conversation', room('all', { access: 'direct' }), copper(5)],
  ['nothing of somebody who is ignored', room('all', { access: 'direct', isIgnored: true }), ink(0)],
  ['nothing of a room that is only looked at', { ...room('all'), membership: null }, ink(0)],
])('%s', (_, shown, calls) => expect(callsOf(shown)).toEqual(calls));

test('what is new is bold at each level, but not while muted', () => {
  const levels: Level[] = ['all', 'mentions', 'nothing'];
  expect(levels.map((level) => roomLook(room(level)).isNew)).toEqual([true, true, true]);
  expect(roomLook(room('all', { access: 'direct', isIgnored: true })).isNew).toBe(false);
  expect(roomLook(room('all', { muted: true }))).toMatchObject({ isNew: false, muted: true });
});
