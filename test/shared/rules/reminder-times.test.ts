import { expect, test } from '@jest/globals';
import {
  hasEvening,
  momentIn,
  reminderAt,
  type ReminderWord,
} from '../../../src/shared/rules/reminder-times.js';

const zone = 'Europe/Berlin';
const at = (word: ReminderWord, now: string) => reminderAt(word, new Date(now), zone).toISOString();

test('an hour is an hour, whatever the clocks do', () => {
  expect(at('hour', '2026-10-25T00:30:00Z')).toBe('2026-10-25T01:30:00.000Z');
});

test('the evening is at six on the clock of the reader, today’s as long as it is to come', () => {
  expect(at('evening', '2026-07-01T08:00:00Z')).toBe('2026-07-01T16:00:00.000Z');
  expect(at('evening', '2026-12-01T08:00:00Z')).toBe('2026-12-01T17:00:00.000Z');
  expect(at('evening', '2026-07-01T16:00:00Z')).toBe('2026-07-02T16:00:00.000Z');
  expect(hasEvening(new Date('2026-07-01T15:29:00Z'), zone)).toBe(true);
  expect(hasEvening(new Date('2026-07-01T15:30:00Z'), zone)).toBe(false);
});

test('tomorrow comes after the next sleep, also over a change of the clocks', () => {
  expect(at('tomorrow', '2026-07-01T08:00:00Z')).toBe('2026-07-02T07:00:00.000Z');
  expect(at('tomorrow', '2026-07-01T23:30:00Z')).toBe('2026-07-02T07:00:00.000Z');
  expect(at('tomorrow', '2026-07-02T02:00:00Z')).toBe('2026-07-03T07:00:00.000Z');
  expect(at('tomorrow', '2026-10-24T12:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
});

test('next Monday is never today', () => {
  // A Sunday, a Monday.
  expect(at('monday', '2026-11-29T12:00:00Z')).toBe('2026-11-30T08:00:00.000Z');
  expect(at('monday', '2026-11-30T05:00:00Z')).toBe('2026-12-07T08:00:00.000Z');
});

test('a date and a time as a field holds them, in the zone; what is none is none', () => {
  expect(momentIn('2026-01-31T09:30', zone)).toEqual(new Date('2026-01-31T08:30:00Z'));
  expect(momentIn('2026-01-31T09:30:15.123', 'UTC')).toEqual(new Date('2026-01-31T09:30:00Z'));
  // The clocks leap over it.
  expect(momentIn('2026-03-29T02:30', zone)).toEqual(new Date('2026-03-29T01:30:00Z'));
  for (const text of ['', 'tomorrow', '2026-02-30T09:30', '2026-01-31T25:00', '2026-01-31'])
    expect(momentIn(text, zone)).toBeNull();
});
