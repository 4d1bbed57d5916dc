/** The devices that people are called on: theirs alone, and only while they are signed in there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DevicesView, DeviceView } from '../../src/shared/devices.js';
import { startApp, type TestApp } from '../support/app.js';
import { Caller, newBrowserCaller, newCaller } from '../support/operations/caller.js';
import { PushService } from '../support/push-service.js';
import { Visitor } from '../support/visitor.js';

let push: PushService;
let app: TestApp;
let anna: Caller;

beforeAll(async () => {
  push = await PushService.start();
  app = await startApp({ OUTGOING: 'any', RATE_LIMITS: 'off' });
  anna = await newBrowserCaller(app, 'anna');
});

afterAll(async () => {
  await app.close();
  await push.close();
});

const add = (caller: Caller, body: object = push.subscribe()) =>
  caller.must<DeviceView & Record<string, unknown>>('POST', '/api/me/devices', body);
const list = (caller: Caller) => caller.must<DevicesView & Record<string, unknown>>('GET', '/api/me/devices');

/** Another browser of the same person. */
async function otherBrowser(of: Caller): Promise<Caller> {
  const visitor = new Visitor(app.url);
  await visitor.signIn(of.user.username);
  const headers = { 'x-csrf-token': await visitor.csrfToken(), cookie: visitor.cookieHeader };
  return new Caller(app.url, headers, of.user);
}

test('A browser is listed under what it is called, and has one subscription', async () => {
  await anna.call('POST', '/api/me/devices', push.subscribe(), { 'user-agent': 'Firefox/140 Linux' });
  const other = await otherBrowser(anna);
  const second = await add(other);
  expect(second).toMatchObject({ isThis: true, takenAt: null });
  const newer = await add(other);
  expect(await list(anna)).toEqual({
    publicKey: app.config.VAPID_PUBLIC_KEY,
    devices: [
      { ...newer, isThis: false },
      expect.objectContaining({ name: 'Firefox · Linux', isThis: true, takenAt: null }),
    ],
  });
});

test('Who signs in where somebody else was takes the subscription over; it goes with the session', async () => {
  const [boris, clara] = [await newBrowserCaller(app, 'boris'), await newBrowserCaller(app, 'clara')];
  const subscription = push.subscribe();
  await add(boris, subscription);
  const { id } = await add(clara, subscription);
  expect((await list(boris)).devices).toEqual([]);
  expect((await list(clara)).devices).toEqual([expect.objectContaining({ id })]);
  await app.database.query(
    `update sessions set ended_at = now(), end_reason = 'signed_out' where user_id = $1`,
    [clara.user.id],
  );
  expect((await list(await otherBrowser(clara))).devices).toEqual([]);
});

test('Of twenty-one the oldest goes', async () => {
  const dora = await newBrowserCaller(app, 'dora');
  await add(dora);
  await app.database.query(
    `with made as (
       insert into sessions (id, user_id, expires_at) select 'dora ' || n, $1, now() + interval '1 day' from generate_series(1, 19) n
       returning id
     ) insert into push_subscriptions (user_id, session_id, endpoint, p256dh, auth) select $1, id, id, '', '' from made`,
    [dora.user.id],
  );
  expect((await list(dora)).devices).toHaveLength(20);
  const newest = await add(await otherBrowser(dora));
  const { devices } = await list(dora);
  expect([devices.length, devices[0]!.id, devices.filter(({ isThis }) => isThis)]).toEqual([
    20,
    newest.id,
    [],
  ]);
});

test('What no browser has made is refused', async () => {
  const good = push.subscribe();
  const { p256dh } = good.keys;
  // A point that is on no curve.
  const wrong = `${p256dh.slice(0, -6)}${p256dh.endsWith('AAAAAA') ? 'BBBBBA' : 'AAAAAA'}`;
  for (const body of [
    { ...good, endpoint: 'file:///etc/passwd' },
    { ...good, endpoint: 'https://anna:secret@example.org/' },
    { ...good, endpoint: `https://example.org/${'x'.repeat(2_000)}` },
    { ...good, keys: { ...good.keys, p256dh: wrong } },
    { ...good, keys: { ...good.keys, p256dh: `${p256dh}A` } },
    { ...good, keys: { ...good.keys, auth: 'short' } },
  ])
    expect([body, (await anna.call('POST', '/api/me/devices', body)).status]).toEqual([body, 422]);
});

test('By default nothing beside the server is turned to', async () => {
  const strict = await startApp();
  const boris = await newBrowserCaller(strict, 'boris');
  for (const host of [
    'http://push.example.org',
    'https://127.0.0.1',
    'https://[::1]',
    'https://169.254.169.254',
  ]) {
    const reply = await boris.call('POST', '/api/me/devices', {
      ...push.subscribe(),
      endpoint: `${host}/send`,
    });
    expect([host, reply.status]).toEqual([host, 422]);
  }
  await strict.close();
});

test('A test notice comes, or a sentence says why not; of a device that is gone nothing is left', async () => {
  const egor = await newBrowserCaller(app, 'egor');
  const subscription = push.subscribe();
  const { id } = await add(egor, subscription);
  const path = `/api/me/devices/${id}`;
  const test = async (caller = egor) => (await caller.call('POST', `${path}/test`)).status;
  expect([await test(), (await list(egor)).devices[0]!.takenAt]).toEqual([204, expect.any(String)]);
  expect(push.to(subscription)).toEqual([
    { kind: 'test', title: 'Samovar', body: 'Notices reach you here.', path: '/chat/' },
  ]);
  expect([await test(anna), (await anna.call('DELETE', path)).status]).toEqual([404, 404]);
  push.answers.push({ status: 500 }, { status: 410 });
  expect([await test(), await test(), await test()]).toEqual([503, 409, 404]);
  const again = await add(egor);
  expect((await egor.call('DELETE', `/api/me/devices/${again.id}`)).status).toBe(204);
  expect((await list(egor)).devices).toEqual([]);
});

test('Programs have no devices', async () => {
  const program = await newCaller(app, 'program');
  expect((await program.call('GET', '/api/me/devices')).status).toBe(403);
  expect((await program.call('POST', '/api/me/devices', push.subscribe())).status).toBe(403);
});
