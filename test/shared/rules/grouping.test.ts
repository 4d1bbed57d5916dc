import { expect, test } from '@jest/globals';
import { type Grouped, groupingOf } from '../../../src/shared/rules/grouping.js';

const at = (createdAt: string, authorId = 1, kind: Grouped['kind'] = 'text'): Grouped => ({
  authorId,
  isAnswer: false,
  isPinned: false,
  kind,
  createdAt,
});
const first = at('2026-11-20T23:50:00.000Z');

test('the first message starts a day and a group', () => {
  expect(groupingOf(first, undefined)).toEqual({ startsDay: true, startsGroup: true });
});

test('the same person within five minutes continues', () => {
  expect(groupingOf(at('2026-11-20T23:54:59.999Z'), first).startsGroup).toBe(false);
  expect(groupingOf(at('2026-11-20T23:55:00.000Z'), first).startsGroup).toBe(true);
});

test('another person, or an action before or after, starts anew', () => {
  expect(groupingOf(at('2026-11-20T23:51:00.000Z', 2), first).startsGroup).toBe(true);
  const action = at('2026-11-20T23:51:00.000Z', 1, 'action');
  expect(groupingOf(action, first).startsGroup).toBe(true);
  expect(groupingOf(at('2026-11-20T23:51:30.000Z'), action).startsGroup).toBe(true);
});

test('a new day starts a group too, and whose day it is decides', () => {
  const after = at('2026-11-20T23:58:00.000Z');
  const midnight = at('2026-11-21T00:01:00.000Z');
  expect(groupingOf(midnight, after)).toEqual({ startsDay: true, startsGroup: true });
  const inMoscow = (iso: string) => new Date(iso).toLocaleDateString('sv', { timeZone: 'Europe/Moscow' });
  expect(groupingOf(midnight, after, inMoscow)).toEqual({ startsDay: false, startsGroup: false });
});

test('an answer to another message says whose it is', () => {
  expect(groupingOf({ ...at('2026-11-20T23:51:00.000Z'), isAnswer: true }, first).startsGroup).toBe(true);
});
