/** The bar that spans a room: places, numbers, times, and the marks of the calendar. */
import { describe, expect, test } from '@jest/globals';
import { calendarMarks } from '../../../src/browser/core/calendar-marks.js';
import { exactness, KnownTimes } from '../../../src/browser/core/known-times.js';
import { placeAt, seqAt, thumbOf } from '../../../src/browser/core/room-scale.js';

describe('Place and number', () => {
  const small = { count: 100, length: 500, least: 30 };
  const huge = { count: 5_000_000, length: 500, least: 30 };

  test('the thumb shows where the view is, and how much of the room is in it', () => {
    expect(thumbOf({ from: 0, to: 20 }, small)).toEqual({ top: 0, height: 100 });
    expect(thumbOf({ from: 40, to: 60 }, small)).toEqual({ top: 200, height: 100 });
    expect(thumbOf({ from: 80, to: 100 }, small)).toEqual({ top: 400, height: 100 });
  });

  test('of a room of millions it is as large as a finger needs, at both ends and between', () => {
    expect(thumbOf({ from: 0, to: 20 }, huge)).toEqual({ top: 0, height: 30 });
    expect(thumbOf({ from: 4_999_980, to: 5_000_000 }, huge)).toEqual({ top: 470, height: 30 });
    const { top } = thumbOf({ from: 2_499_990, to: 2_500_010 }, huge);
    expect(top).toBeCloseTo(235, 5);
  });

  test.each([small, huge, { count: 31, length: 700, least: 44 }])(
    'from a place to the bar and back is the same place: %j',
    (scale) => {
      for (let step = 0; step <= 50; step++) {
        const from = ((scale.count - 20) * step) / 50;
        const { top } = thumbOf({ from, to: from + 20 }, scale);
        expect(placeAt(top, 20, scale)).toBeCloseTo(from, 4);
      }
    },
  );

  test('each message has its place, and what lies outside is the first or the last', () => {
    expect([0, 0.9, 1, 41.5, 99, 100, 140, -3].map((place) => seqAt(place, 100))).toEqual([
      1, 1, 2, 42, 100, 100, 100, 1,
    ]);
    expect([-50, 0, 400, 5_000].map((top) => placeAt(top, 20, small))).toEqual([0, 0, 80, 80]);
  });

  test('a view that holds the whole room fills the bar', () => {
    expect(thumbOf({ from: 0, to: 12 }, { ...small, count: 12 })).toEqual({ top: 0, height: 500 });
    expect(placeAt(250, 12, { ...small, count: 12 })).toBe(0);
    expect(thumbOf({ from: 0, to: 0 }, { count: 0, length: 0, least: 30 })).toEqual({ top: 0, height: 0 });
  });
});

describe('Times', () => {
  const at = (...parts: [number, number, number, number?]) => new Date(...parts).toISOString();

  test('between two messages of one day all are of that day; further apart only the month or the year is sure', () => {
    const known = new KnownTimes();
    known.learn(900, at(2024, 4, 2));
    known.learn(100, at(2024, 2, 1, 9));
    known.learn(200, at(2024, 2, 1, 23));
    known.learn(500, at(2024, 2, 9));
    const exact = (seq: number) => exactness(known.around(seq));
    expect([150, 300, 700, 100, 900].map(exact)).toEqual(['day', 'month', 'year', 'day', 'day']);
    expect([99, 901].map(exact)).toEqual([undefined, undefined]);
    expect(new Date(known.around(150).earliest!).getHours()).toBe(9);
  });

  test('however much is learned, little is kept, the ends among it', () => {
    const known = new KnownTimes();
    for (let seq = 1; seq <= 5_000; seq++) known.learn(seq, new Date(seq * 1_000).toISOString());
    expect(JSON.stringify(known).length).toBeLessThan(20_000);
    expect(known.around(1)).toEqual({ earliest: 1_000, latest: 1_000 });
    expect(known.around(5_000)).toEqual({ earliest: 5_000_000, latest: 5_000_000 });
  });
});

describe('Marks of the calendar', () => {
  const marks = (from: Date, to: Date) =>
    calendarMarks(from, to, 12).map(({ moment, unit }) => [
      unit,
      moment.getFullYear(),
      moment.getMonth() + 1,
      moment.getDate(),
      moment.getHours(),
    ]);

  test('are as fine as they are few: days, Mondays, months, quarters, years', () => {
    expect(marks(new Date(2024, 2, 29, 15), new Date(2024, 3, 2, 9))).toEqual([
      ['day', 2024, 3, 30, 0],
      ['day', 2024, 3, 31, 0],
      ['day', 2024, 4, 1, 0],
      ['day', 2024, 4, 2, 0],
    ]);
    const mondays = calendarMarks(new Date(2024, 2, 1), new Date(2024, 3, 20), 12);
    expect(mondays.map(({ moment }) => moment.getDay())).toEqual(Array(7).fill(1));
    expect(marks(new Date(2023, 8, 5), new Date(2024, 1, 5))).toEqual([
      ['month', 2023, 10, 1, 0],
      ['month', 2023, 11, 1, 0],
      ['month', 2023, 12, 1, 0],
      ['year', 2024, 1, 1, 0],
      ['month', 2024, 2, 1, 0],
    ]);
    expect(marks(new Date(2022, 5, 1), new Date(2024, 5, 1)).map(([unit]) => unit)).toContain('year');
    expect(marks(new Date(2015, 5, 1), new Date(2024, 5, 1)).every(([unit]) => unit === 'year')).toBe(true);
  });

  test('of whatever time there are at most as many as asked for, each inside it and in order', () => {
    for (let days = 1; days < 20_000; days = Math.ceil(days * 1.7)) {
      const [from, to] = [new Date(1990, 0, 15, 13), new Date(1990, 0, 15 + days, 13)];
      const moments = calendarMarks(from, to, 12).map(({ moment }) => moment.getTime());
      expect(moments.length).toBeGreaterThan(0);
      expect(moments.length).toBeLessThanOrEqual(12);
      expect(moments).toEqual([...moments].sort((a, b) => a - b));
      expect(moments.every((moment) => moment > from.getTime() && moment <= to.getTime())).toBe(true);
    }
  });
});
