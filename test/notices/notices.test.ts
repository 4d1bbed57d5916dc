/** People are called on their devices: once, by what they can read, and only as long as it is news to them. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { commandLine } from '../../src/server/audit/audit-log.js';
import { Renames } from '../../src/server/auth/accounts/renames.service.js';
import { NoticeBadge } from '../../src/server/notices/notice-badge.js';
import { FormerNames } from '../../src/server/presence/former-names.service.js';
import type { MessageView } from '../../src/shared/messages.js';
import type { ShownNotice } from '../../src/shared/push.js';
import type { TestApp } from '../support/app.js';
import { soon, Tab } from '../support/socket.js';
import {
  push,
  north,
  south,
  anna,
  boris,
  phone,
  sql,
  makeRoom,
  say,
  call,
  becomesDue,
  received,
  tell,
} from './stage.js';

test('Whoever is mentioned is called once their patience is over, and no more when they read it on another device', async () => {
  const roomId = await makeRoom('samovar');
  const tab = await Tab.open(north.url, anna.cookie);
  await tab.must('message', { roomId, clientId: randomUUID(), text: '@boris, **tea**?' });
  tab.close();
  await received(1);
  expect(push.to(phone)).toMatchObject([
    {
      ...{ kind: 'show', tag: `room-${roomId}`, title: 'anna in #samovar', body: '@boris, tea?' },
      ...{ isMeant: true, messages: 1, badge: 1 },
    },
  ]);
  await boris.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1 });
  await received(2);
  expect(push.to(phone)[1]).toEqual({ kind: 'close', tags: [`room-${roomId}`], badge: 0 });
});

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

test('Whoever is called by a name that they had stands in it by the name of now', async () => {
  const roomId = await makeRoom('names');
  const rename = (name: string) => north.app.get(Renames).give(commandLine, boris.user.id, name);
  await rename('bo.the.cook');
  // The other node hears of it within seconds.
  const isKnown = (node: typeof north) =>
    node.app.get(FormerNames).in({ id: anna.user.id, role: 'member' }, ['@boris']);
  for (const node of [north, south]) await soon(async () => expect((await isKnown(node)).size).toBe(1));
  expect((await tell(roomId, '**Now** @boris, and @nobody')).body).toBe('Now @bo.the.cook, and @nobody');
  await rename('boris');
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
  expect(push.handed[2]!.payload).toMatchObject({ title: 'anna', body: 'Psst', path: '/chat/%40anna/1#m1' });
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
