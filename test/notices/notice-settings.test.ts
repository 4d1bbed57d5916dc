/** How somebody wants to be called: do not disturb, now and by hours, in their own time zone; keywords. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { NoticeSettingsView } from '../../src/shared/notices.js';
import { isQuiet } from '../../src/server/notices/statements.js';
import { startApp, type TestApp } from '../support/app.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
});

afterAll(() => app.close());

const change = (settings: object) => anna.must<NoticeSettingsView>('PATCH', '/api/me/notices', settings);

/** Whether Anna is left in peace at a moment. */
async function isQuietAt(moment: string): Promise<boolean> {
  const [row] = await app.database.query<{ quiet: boolean }>(
    `select ${isQuiet('$1', '$2::timestamptz')} as quiet`,
    [anna.user.id, moment],
  );
  return row!.quiet;
}

const night = { from: '22:00', to: '07:00' };

test.each([
  ['by day', { from: '09:00', to: '17:30' }, 'UTC', '2026-01-15T09:00Z', true],
  ['until the minute of the end', { from: '09:00', to: '17:30' }, 'UTC', '2026-01-15T17:29:59Z', true],
  ['not from then on', { from: '09:00', to: '17:30' }, 'UTC', '2026-01-15T17:30Z', false],
  ['over midnight, before it', night, 'UTC', '2026-01-15T23:59Z', true],
  ['over midnight, after it', night, 'UTC', '2026-01-16T06:59Z', true],
  ['not by day, over midnight', night, 'UTC', '2026-01-16T12:00Z', false],
  ['in Moscow, three hours ahead', night, 'Europe/Moscow', '2026-01-15T19:00Z', true],
  ['in Moscow in summer, as there is none', night, 'Europe/Moscow', '2026-07-15T03:59Z', true],
  ['in Kamchatka, in the morning of the same night', night, 'Asia/Kamchatka', '2026-01-15T10:00Z', true],
  ['in Kaliningrad, not yet', night, 'Europe/Kaliningrad', '2026-01-15T19:59Z', false],
  ['half an hour off, in Kolkata', night, 'Asia/Kolkata', '2026-01-15T16:30Z', true],
  ['in Berlin in winter', night, 'Europe/Berlin', '2026-01-15T06:30Z', false],
  ['in Berlin in summer, an hour earlier', night, 'Europe/Berlin', '2026-07-15T05:30Z', false],
  ['in Berlin the night after the clock went forward', night, 'Europe/Berlin', '2026-03-29T04:59Z', true],
  ['in Berlin that morning', night, 'Europe/Berlin', '2026-03-29T05:00Z', false],
  [
    'in the hour that Berlin leaves out',
    { from: '02:00', to: '03:00' },
    'Europe/Berlin',
    '2026-03-29T01:00Z',
    false,
  ],
  [
    'in the hour that Berlin has twice',
    { from: '02:00', to: '03:00' },
    'Europe/Berlin',
    '2026-10-25T00:30Z',
    true,
  ],
  ['the second time, too', { from: '02:00', to: '03:00' }, 'Europe/Berlin', '2026-10-25T01:30Z', true],
])('quiet hours hold %s', async (_, quietHours, timeZone, moment, isQuietThen) => {
  await change({ quietHours, timeZone });
  expect(await isQuietAt(moment)).toBe(isQuietThen);
});

test('hours without an end, a zone that is none, and too many keywords are refused, and nothing is kept', async () => {
  await change({ quietHours: night, timeZone: 'Asia/Omsk', keywords: ['tea'] });
  for (const refused of [
    { quietHours: { from: '22:00', to: '22:00' } },
    { quietHours: { from: '24:00', to: '07:00' } },
    { timeZone: 'Europe/Nowhere' },
    { timeZone: '+03:00' },
    { keywords: Array.from({ length: 21 }, (_, index) => `word ${index}`) },
    { keywords: ['x'] },
    { keywords: ['x'.repeat(51)] },
    {},
  ])
    expect(await anna.call('PATCH', '/api/me/notices', refused)).toMatchObject({ status: 422 });
  expect(await anna.must('GET', '/api/me/notices')).toMatchObject({
    ...{ quietHours: night, timeZone: 'Asia/Omsk', keywords: ['tea'] },
  });
  expect((await change({ keywords: ['Tea', ' tea ', 'samovar  red'] })).keywords).toEqual([
    'tea',
    'samovar red',
  ]);
  await change({ quietHours: null, keywords: [] });
});

test('do not disturb holds until it is turned off, or until a moment; the other devices know at once', async () => {
  const tab = await Tab.open(app.url, '', { token: anna.token });
  const forGood = await change({ quiet: true });
  expect(forGood).toMatchObject({ quiet: true, quietUntil: null, isQuiet: true, changesAt: null });
  await tab.until('notices_changed');
  expect(tab.all('notices_changed')).toEqual([forGood]);
  const quietUntil = new Date(Date.now() + 60_000).toISOString();
  expect(await change({ quietUntil })).toMatchObject({
    quiet: true,
    quietUntil,
    isQuiet: true,
    changesAt: quietUntil,
  });
  expect(await change({ quiet: false })).toMatchObject({ quiet: false, quietUntil: null, isQuiet: false });
  tab.close();
});

test('when it may be otherwise by itself is told: the next edge of the hours, by the clock of the zone', async () => {
  const { changesAt } = await change({ quietHours: night, timeZone: 'Asia/Vladivostok' });
  const clock = new Intl.DateTimeFormat('ru', { timeZone: 'Asia/Vladivostok', timeStyle: 'short' });
  expect(['22:00', '07:00']).toContain(clock.format(new Date(changesAt!)).padStart(5, '0'));
  const ahead = Date.parse(changesAt!) - Date.now();
  expect(ahead).toBeGreaterThan(0);
  expect(ahead).toBeLessThan(15 * 3_600_000);
});
