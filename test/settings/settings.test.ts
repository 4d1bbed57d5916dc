/** What administrators change while the server runs: it holds at once, everywhere, and the environment wins. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MembershipView } from '../../src/shared/memberships.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { settingDefaults, settings } from '../../src/shared/settings.js';
import { languages } from '../../src/server/platform/languages/i18n.js';
import { Tab } from '../support/socket.js';

let app: TestApp;
let ada: Caller;
let boris: Caller;
let room: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  ada = await newCaller(app, 'ada', 'admin');
  boris = await newCaller(app, 'boris');
  room = await addRoom(app.database, 'garden', { members: [boris.user] });
});

afterAll(() => app.close());

const levelOfBoris = async () =>
  (await boris.must<MembershipView>('GET', `/api/rooms/${room}/membership`)).level;

test('the default level holds for whoever has not chosen, and all who are here hear of it once', async () => {
  expect(await ada.must('GET', '/api/settings')).toEqual({
    ...settingDefaults,
    fixed: [],
  });
  const tab = await Tab.open(app.url, '', { token: boris.token });
  await ada.must('PATCH', '/api/settings', { default_level: 'all' });
  expect(await levelOfBoris()).toBe('all');
  await tab.until('settings_changed');
  await boris.must('PATCH', '/api/me/notices', { level: 'nothing' });
  expect(await levelOfBoris()).toBe('nothing');
  await ada.must('PATCH', '/api/settings', { default_level: 'mentions' });
  expect(await levelOfBoris()).toBe('nothing');
  await boris.must('PATCH', '/api/me/notices', { level: null });
  expect(await levelOfBoris()).toBe('mentions');
  await tab.until('settings_changed', ({ defaultLevel }) => defaultLevel === 'mentions');
  expect(tab.all('settings_changed')).toEqual([{ defaultLevel: 'all' }, { defaultLevel: 'mentions' }]);
  tab.close();
});

test('a change stands in the audit log; what is set already is no change', async () => {
  await ada.must('PATCH', '/api/settings', { push_hides_text: true, default_level: 'mentions' });
  await ada.must('PATCH', '/api/settings', { push_hides_text: true });
  const { entries } = await ada.must<{ entries: { details: unknown }[] }>(
    'GET',
    '/api/audit?action=setting_changed&limit=2',
  );
  expect(entries.map(({ details }) => details)).toEqual([
    { push_hides_text: 'false → true' },
    { default_level: 'all → mentions' },
  ]);
});

test('what the environment sets wins over what was chosen, is shown as fixed, and another node goes by it', async () => {
  const second = await startApp({ RATE_LIMITS: 'off', DEFAULT_LEVEL: 'nothing' }, app.database);
  const there = await newCaller(second, 'ada2', 'admin');
  expect(await there.must('GET', '/api/settings')).toMatchObject({
    default_level: 'nothing',
    fixed: ['default_level'],
  });
  expect(await levelOfBoris()).toBe('nothing');
  expect(await there.call('PATCH', '/api/settings', { default_level: 'all' })).toMatchObject({ status: 409 });
  await there.must('PATCH', '/api/settings', { default_level: 'nothing', push_hides_text: false });
  // The first node hears of it without anybody telling it.
  const tab = await Tab.open(app.url, '', { token: boris.token });
  await tab.until('settings_changed', ({ defaultLevel }) => defaultLevel === 'nothing');
  tab.close();
  await second.close();
});

test('where administrators alone make rooms, nobody else does, by no door', async () => {
  await ada.must('PATCH', '/api/settings', { rooms_by: 'admins' });
  expect(await boris.call('POST', '/api/rooms', { name: 'orangery' })).toMatchObject({ status: 403 });
  await ada.must('POST', '/api/rooms', { name: 'orangery' });
  await ada.must('PATCH', '/api/settings', { rooms_by: null });
  await boris.must('POST', '/api/rooms', { name: 'greenhouse' });
});

test('the languages that may be offered are exactly those there are, and each has its name', () => {
  expect(Object.keys(settings.languages.options).sort()).toEqual([...languages].sort());
});

test('null leads back to the default, which is told as any change', async () => {
  await ada.must('PATCH', '/api/settings', { file_mb: 3 });
  expect(await ada.must('PATCH', '/api/settings', { file_mb: null })).toMatchObject({ file_mb: 250 });
  const { entries } = await ada.must<{ entries: { details: unknown }[] }>(
    'GET',
    '/api/audit?action=setting_changed&limit=1',
  );
  expect(entries).toMatchObject([{ details: { file_mb: '3 → 250' } }]);
});
