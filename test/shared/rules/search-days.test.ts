/** What day somebody means, and when it is where they live. */
import { describe, expect, test } from '@jest/globals';
import { dayRange } from '../../../src/shared/rules/search-days.js';

/** A Thursday. */
const now = new Date('2024-03-14T22:30:00Z');

const inUtc = (value: string, language = 'en') => {
  const range = dayRange(value, { now, zone: 'UTC', language });
  return range && [range.from, range.until].map((time) => time.toISOString().slice(0, 10)).join(' ');
};

describe('Days as people write them', () => {
  test.each([
    ['2024', '2024-01-01 2025-01-01'],
    ['2024-12', '2024-12-01 2025-01-01'],
    ['2024-3-1', '2024-03-01 2024-03-02'],
    ['2024/02/29', '2024-02-29 2024-03-01'],
    ['01.03.2024', '2024-03-01 2024-03-02'],
    ['3.2024', '2024-03-01 2024-04-01'],
    ['Today', '2024-03-14 2024-03-15'],
    ['yesterday', '2024-03-13 2024-03-14'],
    ['позавчера', '2024-03-12 2024-03-13'],
    ['вчера', '2024-03-13 2024-03-14'],
    ['3 days ago', '2024-03-11 2024-03-12'],
    ['3 дня назад', '2024-03-11 2024-03-12'],
    ['thursday', '2024-03-14 2024-03-15'],
    ['last thursday', '2024-03-07 2024-03-08'],
    ['friday', '2024-03-08 2024-03-09'],
    ['в пятницу', '2024-03-08 2024-03-09'],
    ['this week', '2024-03-11 2024-03-18'],
    ['last-week', '2024-03-04 2024-03-11'],
    ['прошлая неделя', '2024-03-04 2024-03-11'],
    ['на прошлой неделе', '2024-03-04 2024-03-11'],
    ['last month', '2024-02-01 2024-03-01'],
    ['last year', '2023-01-01 2024-01-01'],
    ['march 2024', '2024-03-01 2024-04-01'],
    ['Март 2023', '2023-03-01 2023-04-01'],
    ['April', '2023-04-01 2023-05-01'],
    ['March 1st, 2023', '2023-03-01 2023-03-02'],
    ['1 марта 2023 г.', '2023-03-01 2023-03-02'],
    ['29 feb', '2024-02-29 2024-03-01'],
    ['15 мар.', '2023-03-15 2023-03-16'],
  ])('%s', (value, range) => {
    expect(inUtc(value)).toBe(range);
  });

  test('in the language of the reader, too', () => {
    expect(inUtc('gestern', 'de')).toBe('2024-03-13 2024-03-14');
    expect(inUtc('gestern')).toBeNull();
    expect(inUtc('yesterday', 'no language')).toBe('2024-03-13 2024-03-14');
  });

  test.each([
    '',
    ' ',
    'soon',
    '2024-13',
    '2024-00',
    '2023-02-29',
    '31.02.2024',
    '99999',
    'march march',
    'march 32',
    'last',
    '5',
    'today'.repeat(20),
    '__proto__',
    'constructor',
  ])('%j is no day', (value) => {
    expect(inUtc(value)).toBeNull();
  });
});

describe('A day begins and ends where the reader lives', () => {
  const at = (value: string, zone: string) => {
    const range = dayRange(value, { now, zone, language: 'en' });
    return range && [range.from, range.until].map((time) => time.toISOString().slice(0, 16));
  };

  test.each([
    ['it is tomorrow there', 'today', 'Asia/Tokyo', '2024-03-14T15:00', '2024-03-15T15:00'],
    ['clocks go forward', '2024-03-31', 'Europe/Berlin', '2024-03-30T23:00', '2024-03-31T22:00'],
    ['clocks go back', '2024-10-27', 'Europe/Berlin', '2024-10-26T22:00', '2024-10-27T23:00'],
    ['midnight is left out', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00', '2018-11-05T02:00'],
    ['midnight comes twice', '2023-11-05', 'America/Havana', '2023-11-05T04:00', '2023-11-06T05:00'],
    ['23 hours come twice', '2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00', '2018-02-18T03:00'],
    ['the day was left out', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00', '2011-12-30T10:00'],
    ['there is no such zone', '2024-03-01', 'Nowhere/Else', '2024-03-01T00:00', '2024-03-02T00:00'],
  ])('where %s', (_what, value, zone, from, until) => {
    expect(at(value, zone)).toEqual([from, until]);
  });
});
