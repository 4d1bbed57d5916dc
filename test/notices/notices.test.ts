/** People are called on their devices: once, by what they can read, and only as long as it is news to them. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NoticeBadge } from '../../src/server/notices/notice-badge.js';
import { insertNotices } from '../../src/server/notices/statements.js';
import type { NewDevice } from '../../src/shared/devices.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { ShownNotice } from '../../src/shared/push.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newBrowserCaller } from '../support/operations/caller.js';
import { PushService } from '../support/push-service.js';
import { eventually, soon, Tab } from '../support/socket.js';

let push: PushService;
let north: TestApp;
let south: TestApp;
let anna: Caller;
let boris: Caller;
let phone: NewDevice;

beforeAll(async () => {
  push = await PushService.start();
  const settings = { OUTGOING: 'any', RATE_LIMITS: 'off' };
  north = await startApp(settings);
  south = await startApp(settings, north.database);
  [anna, boris] = [await newBrowserCaller(north, 'anna'), await newBrowserCaller(north, 'boris')];
});

afterAll(async () => {
  await south.close();
  await north.close();
  await push.close();
});

beforeEach(async () => {
  await sql('delete from notices');
  await sql('delete from push_subscriptions');
  push.handed.length = push.answers.length = 0;
  phone = push.subscribe();
  await boris.must('POST', '/api/me/devices', phone);
});

const sql = (text: string, values: unknown[] = []) =>
  north.database.query<Record<string, unknown>>(text, values);

const makeRoom = (name: string) => addRoom(north.database, name, { members: [anna.user, boris.user] });

const say = (roomId: number, text: string, by = anna) =>
  by.must<MessageView & Record<string, unknown>>('POST', `/api/rooms/${roomId}/messages`, {
    text,
    clientId: randomUUID(),
  });

/** What the message means for Boris waits from now on. */
async function call({ id, roomId, seq }: MessageView, isMeant = true): Promise<void> {
  const told = `(select $1::bigint as user_id, $2::bigint as room_id, $3::bigint as message_id, $4::bigint as seq,
    1 as messages, $5::boolean as is_meant) told`;
  await sql(insertNotices(told), [boris.user.id, roomId, id, seq, isMeant]);
}

/** His patience is over, and whatever is to be sent has been claimed. */
async function becomesDue(...roomIds: number[]): Promise<void> {
  await sql('update notices set due_at = now() where room_id = any($1) and due_at is not null', [roomIds]);
  const waiting = () => sql('select from notices where room_id = any($1) and due_at is not null', [roomIds]);
  await eventually(async () => (await waiting()).length === 0, 'Nobody took what was due.');
}

const received = (count: number) =>
  eventually(() => push.handed.length >= count, `The push service never had ${count} of them.`);

async function tell(roomId: number, text: string): Promise<ShownNotice> {
  const before = push.handed.length;
  await call(await say(roomId, text));
  await becomesDue(roomId);
  await received(before + 1);
  return push.handed.at(-1)!.payload as ShownNotice;
}

test('A notice comes encrypted for the device, signed by the server, and says who wrote what, and where', async () => {
  north.app.get(NoticeBadge).use(() => Promise.resolve(new Map([[boris.user.id, 3]])));
  south.app.get(NoticeBadge).use(() => Promise.resolve(new Map([[boris.user.id, 3]])));
  const roomId = await makeRoom('tea');
  const notice = await tell(
    roomId,
    '**Boris**, is `the kettle` on?\n> no\n~~Or~~ is it: https://example.org/_a_',
  );
  expect(notice).toEqual({
    ...{ kind: 'show', roomId, tag: `room-${roomId}`, title: 'anna in #tea', seq: 1, messages: 1 },
    body: 'Boris, is the kettle on? no Or is it: https://example.org/_a_',
    ...{ path: '/chat/tea/1#m1', isMeant: true, badge: 3, lang: 'en', canReply: true },
  });
  const [{ headers, claims, publicKey, endpoint }] = push.handed as [(typeof push.handed)[0]];
  expect(headers).toMatchObject({ ttl: '86400', urgency: 'high', 'content-encoding': 'aes128gcm' });
  expect(headers.topic).toMatch(/^[\w-]{32}$/);
  expect(publicKey).toBe(north.config.VAPID_PUBLIC_KEY);
  expect(claims).toMatchObject({
    aud: new URL(endpoint).origin,
    sub: expect.stringMatching(/^(mailto|https):/),
  });
  expect(claims.exp - Date.now() / 1000).toBeLessThan(24 * 60 * 60);
  await soon(async () => {
    const { devices } = await boris.must<{ devices: object[] }>('GET', '/api/me/devices');
    expect(devices).toEqual([expect.objectContaining({ takenAt: expect.any(String), isThis: true })]);
  });
});

test('Long texts are cut, what somebody does is said of them, and a conversation has the name of the other', async () => {
  const roomId = await makeRoom('long');
  const { body } = await tell(roomId, 'ё'.repeat(300));
  expect(body).toBe(`${'ё'.repeat(199)}…`);
  expect((await tell(roomId, '/me waves')).body).toBe('anna waves');
  const direct = await anna.must<MessageView & Record<string, unknown>>('POST', '/api/direct/messages', {
    to: 'boris',
    text: 'Psst',
    clientId: randomUUID(),
  });
  await call(direct);
  await becomesDue(direct.roomId);
  await received(3);
  expect(push.handed[2]!.payload).toMatchObject({ title: 'anna', body: 'Psst', path: '/chat/anna/1#m1' });
});

test('A device is spoken to in its own language', async () => {
  await boris.call('POST', '/api/me/devices', phone, { 'accept-language': 'ru' });
  const roomId = await makeRoom('чай');
  expect(await tell(roomId, 'привет')).toMatchObject({ title: 'anna в #чай', lang: 'ru' });
});

test('Two nodes that send together tell each notice once, and several of one room are one', async () => {
  const rooms = await Promise.all(Array.from({ length: 30 }, (_, n) => makeRoom(`once ${n}`)));
  for (const roomId of rooms) await call(await say(roomId, 'first'), false);
  for (const roomId of rooms) await call(await say(roomId, 'second'));
  await becomesDue(...rooms);
  await received(30);
  // Whatever either node still had to send came before this.
  await tell(await makeRoom('the last one'), 'done');
  const told = push.to(phone).slice(0, 30) as ShownNotice[];
  expect(told.map(({ roomId }) => roomId).sort((a, b) => a - b)).toEqual(rooms.sort((a, b) => a - b));
  expect(push.handed).toHaveLength(31);
  expect(new Set(told.map(({ body, messages, isMeant }) => `${body} ${messages} ${isMeant}`))).toEqual(
    new Set(['second 2 true']),
  );
});

describe('Nothing is told', () => {
  const change = (roomId: number, body: object) =>
    boris.must('PATCH', `/api/rooms/${roomId}/membership`, body);
  const tabs: Tab[] = [];
  const look = async (roomId: number, on: TestApp) => {
    const tab = await Tab.open(on.url, boris.cookie);
    tabs.push(tab);
    await tab.must('attention', { roomId });
    await soon(async () =>
      expect(await sql('select from presence where room_id = -$1::bigint', [roomId])).toHaveLength(1),
    );
  };

  afterEach(async () => {
    tabs.splice(0).forEach((tab) => tab.close());
    await sql('delete from notice_settings');
    await sql('delete from ignored');
  });

  const reasons: [string, (roomId: number, message: MessageView) => Promise<unknown>][] = [
    ['of what was read meanwhile', (roomId) => boris.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1 })],
    ['while the room is before their eyes', (roomId) => look(roomId, north)],
    ['while it is, on another node', (roomId) => look(roomId, south)],
    ['of a room that is muted', (roomId) => change(roomId, { muted: true })],
    ['of a room of which nothing is to be told', (roomId) => change(roomId, { level: 'nothing' })],
    [
      'to whoever is not to be disturbed',
      () =>
        sql(`insert into notice_settings (user_id, quiet_until) values ($1, now() + interval '1 hour')`, [
          boris.user.id,
        ]),
    ],
    [
      'of whoever is ignored',
      () => sql('insert into ignored (user_id, ignored_id) values ($1, $2)', [boris.user.id, anna.user.id]),
    ],
    [
      'to whoever is no member any more',
      (roomId) => sql('delete from memberships where room_id = $1 and user_id = $2', [roomId, boris.user.id]),
    ],
    [
      'of a room that is closed to them',
      (roomId) => sql(`update rooms set access = 'admins' where id = $1`, [roomId]),
    ],
    ['of what was deleted', (_, { id }) => anna.must('DELETE', `/api/messages/${id}`)],
    ['on a device whose session has ended', () => sql(`update push_subscriptions set session_id = 'ended'`)],
  ];

  test.each(reasons)('%s', async (reason, happen) => {
    const roomId = await makeRoom(reason.slice(0, 50));
    const message = await say(roomId, 'Boris!');
    await call(message);
    await happen(roomId, message);
    await becomesDue(roomId);
    expect(await sql('select from notices where room_id = $1', [roomId])).toEqual([]);
    expect(push.handed).toEqual([]);
  });

  test('of all that is said in a room to whoever wants to hear what is meant for them', async () => {
    const roomId = await makeRoom('busy');
    await change(roomId, { level: 'mentions' });
    await call(await say(roomId, 'nothing special'), false);
    await becomesDue(roomId);
    await change(roomId, { level: 'all' });
    await call(await say(roomId, 'nothing special either'), false);
    await becomesDue(roomId);
    await received(1);
    expect(push.to(phone)).toMatchObject([{ body: 'nothing special either', messages: 1, isMeant: false }]);
  });
});

test('Once a tab is closed, or looks elsewhere, the room is before nobody’s eyes', async () => {
  const roomId = await makeRoom('window');
  const tab = await Tab.open(north.url, boris.cookie);
  await tab.must('attention', { roomId });
  const rows = () => sql('select from presence where room_id = -$1::bigint', [roomId]);
  await soon(async () => expect(await rows()).toHaveLength(1));
  await tab.must('attention', { roomId: null });
  await soon(async () => expect(await rows()).toEqual([]));
  await tab.must('attention', { roomId });
  await soon(async () => expect(await rows()).toHaveLength(1));
  tab.close();
  await soon(async () => expect(await rows()).toEqual([]));
});

describe('What stands on a device', () => {
  test('goes once it was read elsewhere', async () => {
    const roomId = await makeRoom('reading');
    await tell(roomId, 'read me');
    await boris.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1 });
    await received(2);
    expect(push.to(phone)[1]).toEqual({ kind: 'close', tags: [`room-${roomId}`], badge: 3 });
    expect(push.handed[1]!.headers).toMatchObject({ urgency: 'low', topic: push.handed[0]!.headers.topic });
    expect(await sql('select from notices')).toEqual([]);
  });

  test('goes with its message, and with its room, too', async () => {
    const [said, left] = [await makeRoom('taken back'), await makeRoom('left')];
    const { id } = await say(said, 'oh no');
    await call({ id, roomId: said, seq: 1 } as MessageView);
    await becomesDue(said);
    await tell(left, 'hello');
    await received(2);
    await anna.must('DELETE', `/api/messages/${id}`);
    await sql('delete from memberships where room_id = $1 and user_id = $2', [left, boris.user.id]);
    await eventually(
      () => [said, left].every((room) => JSON.stringify(push.to(phone).slice(2)).includes(`"room-${room}"`)),
      'They stand there still.',
    );
  });

  test('rings again only for what is meant, which counts all', async () => {
    const roomId = await makeRoom('ringing');
    await tell(roomId, 'one');
    await call(await say(roomId, 'two'), false);
    expect(await sql('select due_at from notices')).toEqual([{ due_at: null }]);
    expect(await tell(roomId, 'three')).toMatchObject({ body: 'three', messages: 3 });
  });

  test('goes with the next one that is shown where a silent push would cost the subscription', async () => {
    const [first, second] = [await makeRoom('apple'), await makeRoom('pear')];
    await call(await say(first, 'hello'));
    await sql('update notices set due_at = null, sent_at = now()');
    const moved = (endpoint: string) => sql('update push_subscriptions set endpoint = $1', [endpoint]);
    await moved('https://web.push.apple.com/x');
    await boris.must('PUT', `/api/rooms/${first}/read`, { seq: 1 });
    await soon(async () =>
      expect(await sql('select closing from push_subscriptions')).toEqual([{ closing: [first] }]),
    );
    await moved(phone.endpoint);
    expect(await tell(second, 'hello')).toMatchObject({ closes: [`room-${first}`] });
    await soon(async () =>
      expect(await sql('select closing from push_subscriptions')).toEqual([{ closing: [] }]),
    );
  });
});

describe('A push service', () => {
  test('that knows the device no more is asked no more', async () => {
    push.answers.push({ status: 410 });
    await tell(await makeRoom('gone'), 'hello');
    await soon(async () => expect(await sql('select from push_subscriptions')).toEqual([]));
  });

  test('that is busy is asked again, once it says so', async () => {
    push.answers.push(
      { status: 429, headers: { 'retry-after': '1' } },
      { status: 503, headers: { 'retry-after': '0' } },
    );
    const first = await tell(await makeRoom('busy service'), 'hello');
    await received(3);
    expect(push.to(phone)).toEqual([first, first, first]);
  });

  test('is not asked again for what was read meanwhile', async () => {
    const roomId = await makeRoom('read in between');
    const busy = { status: 503, headers: { 'retry-after': '2' } };
    push.answers.push(busy, busy);
    const first = await tell(roomId, 'hello');
    await sql('update memberships set last_read_seq = 1 where room_id = $1', [roomId]);
    // Its second try comes later than that of the first would.
    const second = await tell(await makeRoom('not read'), 'hello again');
    const shown = () => push.to(phone).filter((each): each is ShownNotice => each.kind === 'show');
    await eventually(
      () => shown().filter(({ title }) => title === second.title).length === 2,
      'It was not tried again.',
    );
    expect(shown()).toEqual([first, second, second]);
  });
});

test.each([
  [
    'the person',
    `insert into notice_settings (user_id, hides_text) values ($1, true)`,
    'delete from notice_settings',
  ],
  [
    'the server',
    `insert into settings (name, value) select 'push_hides_text', 'true' where $1::bigint > 0`,
    `delete from settings where name = 'push_hides_text'`,
  ],
])(
  'Where %s hides texts, a notice says nothing of the text, the room and who wrote it',
  async (who, hide, show) => {
    await sql(hide, [boris.user.id]);
    try {
      const notice = await tell(await makeRoom(`secret of ${who}`), 'the secret');
      expect(notice).toMatchObject({
        title: 'Samovar',
        body: 'New message',
        path: '/chat/',
        canReply: false,
      });
      expect(JSON.stringify(notice)).not.toMatch(/secret|anna/);
    } finally {
      await sql(show);
    }
  },
);
