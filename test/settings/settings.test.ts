/** What administrators change while the server runs: it holds at once, everywhere, and the environment wins. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MembershipView } from '../../src/shared/memberships.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { settingDefaults, settings } from '../../src/shared/settings.js';
import { languages } from '../../src/server/platform/languages/i18n.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

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
  expect(tab.all('settings_changed')).toMatchObject([{ defaultLevel: 'all' }, { defaultLevel: 'mentions' }]);
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

test('what two nodes change at once stays, whichever it was on; both go by it within seconds, and tell their own people once', async () => {
  const second = await startApp({ RATE_LIMITS: 'off' }, app.database);
  const there = await newCaller(second, 'ada4', 'admin');
  await ada.must('PATCH', '/api/settings', { default_level: null, message_length: null });
  const tabs = await Promise.all([app, second].map(({ url }) => Tab.open(url, '', { token: boris.token })));
  const pages = () =>
    Promise.all([app, second].map(async ({ url }) => (await new Visitor(url).get('/login')).body));
  await Promise.all([
    ada.must('PATCH', '/api/settings', { message_length: 300, server_name: 'North and south' }),
    there.must('PATCH', '/api/settings', { registration: 'closed', raid_guard: true }),
  ]);
  for (const caller of [ada, there])
    expect(await caller.must('GET', '/api/settings')).toMatchObject({
      ...{ message_length: 300, server_name: 'North and south', registration: 'closed', raid_guard: true },
    });
  await soon(async () => {
    for (const page of await pages()) {
      expect(page).toContain('North and south</title>');
      expect(page).not.toContain('href="/register"');
    }
  });
  for (const tab of tabs) {
    await tab.until('settings_changed', ({ messageLength }) => messageLength === 300);
    expect(tab.all('settings_changed').filter(({ messageLength }) => messageLength === 300)).toHaveLength(1);
    tab.close();
  }
  // Of one setting that both change the later change stays, on both.
  await Promise.all([
    ada.must('PATCH', '/api/settings', { server_name: 'North' }),
    there.must('PATCH', '/api/settings', { server_name: 'South' }),
  ]);
  const { server_name: name } = await ada.must<{ server_name: string }>('GET', '/api/settings');
  expect(['North', 'South']).toContain(name);
  await soon(async () => {
    for (const page of await pages()) expect(page).toContain(`· ${name}</title>`);
  });
  const before = { server_name: null, registration: null, message_length: null, raid_guard: null };
  await there.must('PATCH', '/api/settings', before);
  await soon(async () => {
    for (const page of await pages()) expect(page).toContain('· Samovar</title>');
  });
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

test('a shorter longest message holds for sending and changing, by each door, and everybody hears of it', async () => {
  const tab = await Tab.open(app.url, '', { token: boris.token });
  const { room: garden } = await tab.join('garden');
  const sentBefore = crypto.randomUUID();
  const long = await tab.say(garden.id, 'x'.repeat(300), sentBefore);
  await ada.must('PATCH', '/api/settings', { message_length: 200 });
  await tab.until('settings_changed', ({ messageLength }) => messageLength === 200);
  const text = 'x'.repeat(201);
  const refused = { code: 'invalid', message: expect.stringContaining('at most 200 characters') };
  const clientId = crypto.randomUUID();
  expect(await tab.ask('message', { roomId: garden.id, clientId, text })).toMatchObject({
    ok: false,
    error: refused,
  });
  expect(await tab.ask('edit', { messageId: long.id, text })).toMatchObject({ ok: false, error: refused });
  const posted = await boris.call('POST', `/api/rooms/${room}/messages`, { clientId, text });
  expect(posted.status).toBe(422);
  // What was sent before is answered, whatever may be written by now.
  expect(await tab.say(garden.id, 'x'.repeat(300), sentBefore)).toMatchObject({ id: long.id });
  await tab.say(garden.id, 'x'.repeat(200));
  await ada.must('PATCH', '/api/settings', { message_length: null });
  await tab.say(garden.id, text);
  tab.close();
});

test('how many messages one sends at once follows the setting on each node, within its bounds', async () => {
  const limited = await startApp({ WRONG_PASSWORDS: '7' }, app.database);
  const there = await newCaller(limited, 'ada3', 'admin');
  expect(await there.must('GET', '/api/settings')).toMatchObject({
    wrong_passwords: 7,
    fixed: ['wrong_passwords'],
  });
  expect(await there.call('PATCH', '/api/settings', { messages_at_once: 2 })).toMatchObject({ status: 422 });
  await there.must('PATCH', '/api/settings', { messages_at_once: 3 });
  const tab = await Tab.open(limited.url, '', { token: boris.token });
  const { room: garden } = await tab.join('garden');
  const say = () => tab.ask('message', { roomId: garden.id, clientId: crypto.randomUUID(), text: 'hello' });
  const said = [await say(), await say(), await say(), await say()];
  expect(said.map(({ ok }) => ok)).toEqual([true, true, true, false]);
  await ada.must('PATCH', '/api/settings', { messages_at_once: null });
  tab.close();
  await limited.close();
});
