/** How somebody hears of what was meant for them, looks through it, and has seen it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { activityPage, type ActivityPage } from '../../src/shared/activity.js';
import type { ServerEvents } from '../../src/shared/events.js';
import { ActivityService } from '../../src/server/activity/activity.service.js';
import { NoticeBadge } from '../../src/server/notices/notice-badge.js';
import { Wishes } from '../../src/server/activity/wishes.js';
import { startApp, type TestApp } from '../support/app.js';
import { soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
const visitors = new Map<string, Visitor>();
const ids = new Map<string, number>();
const tabs: Tab[] = [];

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['boris', 'vera']) {
    const visitor = new Visitor(app.url);
    await visitor.register(name);
    visitors.set(name, visitor);
  }
  const rows = await app.database.query<{ id: string; username: string }>('select id, username from users');
  for (const { id, username } of rows) ids.set(username, Number(id));
});
afterAll(async () => {
  for (const tab of tabs) tab.close();
  await app.close();
});

async function open(name: string): Promise<Tab> {
  const tab = await Tab.open(app.url, visitors.get(name)!.cookieHeader);
  tabs.push(tab);
  return tab;
}

async function room(name: string): Promise<number> {
  const address = `room ${randomUUID().slice(0, 8)}`;
  await visitors.get(name)!.post('/chat', { room: address });
  let roomId = 0;
  for (const each of ['boris', 'vera']) {
    const tab = await open(each);
    roomId = (await tab.join(address)).room.id;
    tab.close();
  }
  return roomId;
}

const heardBy = (tab: Tab) =>
  tab.received
    .filter(({ event }) => event === 'activity')
    .map(({ payload }) => payload as ServerEvents['activity']);

async function list(name: string, query = ''): Promise<ActivityPage> {
  const reply = await visitors.get(name)!.get(`/api/me/activity${query}`);
  return activityPage.parse(JSON.parse(reply.body));
}

test('it rings at once, is listed, and counts until it is seen, on all devices', async () => {
  const roomId = await room('boris');
  const [hers, his] = [await open('vera'), await open('boris')];
  await his.say(roomId, 'hello @vera');
  await soon(() => expect(heardBy(hers)).toHaveLength(1));
  const [heard] = heardBy(hers);
  expect(heard).toMatchObject({
    entry: { kind: 'mention', message: { text: 'hello @vera', author: { username: 'boris' } }, read: false },
    unread: { all: 1, mention: 1 },
    rings: true,
  });
  const page = await list('vera');
  expect(page.entries).toEqual([heard!.entry]);
  expect(JSON.parse((await visitors.get('vera')!.get('/api/me')).body)).toMatchObject({ activity: 1 });
  const service = app.app.get(ActivityService);
  expect(await service.unreadByRoom(ids.get('vera')!)).toEqual(new Map([[roomId, 1]]));
  expect(await hers.must('read_activity', { ids: page.entries[0]!.ids })).toMatchObject({
    unread: { all: 0 },
  });
  await soon(() => expect(heardBy(hers).at(-1)).toEqual({ unread: expect.objectContaining({ all: 0 }) }));
  expect((await list('vera', '?unread=true')).entries).toEqual([]);
  expect(heardBy(his)).toEqual([]);
});

test('whoever reads the room has seen it; whoever has read so far already is not rung', async () => {
  const roomId = await room('boris');
  const [hers, his] = [await open('vera'), await open('boris')];
  await his.say(roomId, '@vera, look');
  await soon(() => expect(heardBy(hers).at(-1)).toMatchObject({ unread: { all: 1 } }));
  await hers.must('read', { roomId, seq: 1 });
  await soon(() => expect(heardBy(hers).at(-1)).toMatchObject({ unread: { all: 0 } }));
  expect((await list('vera')).entries[0]).toMatchObject({ read: true });
});

test('quiet hours, a muted room and one at the level “nothing” do not ring; the latter two do not even count', async () => {
  const roomId = await room('boris');
  const [hers, his] = [await open('vera'), await open('boris')];
  const vera = ids.get('vera')!;
  const says = async (text: string) => {
    const before = heardBy(hers).length;
    await his.say(roomId, text);
    await soon(() => expect(heardBy(hers).length).toBeGreaterThan(before));
    return heardBy(hers).at(-1)!;
  };
  await app.database.query(
    "insert into notice_settings (user_id, quiet_until) values ($1, now() + interval '1 hour')",
    [vera],
  );
  const quiet = await says('@vera 1');
  expect([quiet.rings, quiet.unread.all]).toEqual([undefined, 1]);
  await app.database.query('delete from notice_settings');
  expect((await says('@vera 2')).rings).toBe(true);
  for (const change of ["muted_until = 'infinity'", "muted_until = null, level = 'nothing'"]) {
    await app.database.query(`update memberships set ${change} where room_id = $1 and user_id = $2`, [
      roomId,
      vera,
    ]);
    const silent = await says('@vera again');
    expect([silent.rings, silent.unread.all]).toEqual([undefined, 0]);
  }
  await app.database.query('delete from activity');
});

test('whoever reads a thread to its end has seen what was meant for them there, on all devices', async () => {
  const roomId = await room('boris');
  const [hers, his] = [await open('vera'), await open('boris')];
  const counts = () => app.app.get(NoticeBadge).of([ids.get('vera')!]);
  const answer = (replyTo: number, text: string) =>
    his.must('message', { roomId, clientId: randomUUID(), text, replyTo });
  const { id: root } = await hers.say(roomId, 'lunch?');
  await answer(root, 'yes');
  await answer(root, '@vera, at noon?');
  await his.say(roomId, '@vera, something else');
  await soon(() => expect(heardBy(hers).at(-1)).toMatchObject({ unread: { all: 3 } }));
  expect(await counts()).toEqual(new Map([[ids.get('vera'), 3]]));
  await hers.must('read_thread', { messageId: root, seq: 2 });
  await soon(() => expect(heardBy(hers).at(-1)!.unread).toMatchObject({ all: 2, answer: 0 }));
  const other = await open('vera');
  await hers.must('read_thread', { messageId: root, seq: 4 });
  await soon(() => expect(heardBy(other).at(-1)!.unread).toMatchObject({ all: 1, mention: 1 }));
  await app.database.query('delete from activity');
});

test('a word of somebody’s own calls them as their name does', async () => {
  const roomId = await room('boris');
  const [hers, his] = [await open('vera'), await open('boris')];
  await app.database.query("insert into notice_settings (user_id, keywords) values ($1, '{on-call,Релиз}')", [
    ids.get('vera'),
  ]);
  await app.app.get(Wishes).look();
  await his.say(roomId, 'who is on-call?');
  const said = await his.say(roomId, 'релиз');
  await soon(() =>
    expect(heardBy(hers).at(-1)).toMatchObject({ entry: { kind: 'mention' }, unread: { mention: 2 } }),
  );
  await his.must('edit', { messageId: said.id, text: 'nothing' });
  await soon(() => expect(heardBy(hers).at(-1)).toMatchObject({ unread: { mention: 1 } }));
  await app.database.query('delete from notice_settings; delete from activity');
  await app.app.get(Wishes).look();
});

test('of a page, what belongs together is one line, and the next page goes on behind it', async () => {
  const tab = await open('boris');
  const whisper = (text: string) => tab.must('private_message', { to: 'vera', clientId: randomUUID(), text });
  const roomId = await room('boris');
  const tell = (text: string) => tab.say(roomId, text);
  for (const [say, text] of [
    [tell, '@vera 1'],
    [whisper, 'a'],
    [whisper, 'b'],
    [tell, '@vera 2'],
    [whisper, 'c'],
  ] as const)
    await say(text);
  await soon(async () =>
    expect((await list('vera')).unread).toMatchObject({ all: 3, private: 1, mention: 2 }),
  );
  const texts = ({ entries }: ActivityPage) =>
    entries.map(({ message, messages }) => `${messages} ${message.text}`);
  const first = await list('vera', '?limit=2');
  expect(texts(first)).toEqual(['3 c', '1 @vera 2']);
  expect(first.entries[0]!.ids).toHaveLength(3);
  const second = await list('vera', `?limit=2&before=${first.next}`);
  expect([texts(second), second.next]).toEqual([['1 @vera 1'], null]);
  expect(texts(await list('vera', '?kind=mention&unread=true'))).toEqual(['1 @vera 2', '1 @vera 1']);
  // All that stands on a line is read with any part of it.
  const body = JSON.stringify({ ids: [first.entries[0]!.id] });
  const headers = {
    'content-type': 'application/json',
    'x-csrf-token': await visitors.get('vera')!.csrfToken(),
  };
  const reply = await visitors.get('vera')!.request('POST', '/api/me/activity/read', body, headers);
  expect(JSON.parse(reply.body)).toMatchObject({ unread: { all: 2, private: 0 } });
});

test('devices are to be called for what is meant for somebody, and where they want to hear of all, for all', async () => {
  const roomId = await room('boris');
  const his = await open('boris');
  const vera = ids.get('vera')!;
  const notices = () =>
    app.database.query(
      'select user_id, messages, is_meant, seq from notices where room_id = $1 order by user_id',
      [roomId],
    );
  await his.say(roomId, '@vera');
  await soon(async () => expect((await list('vera')).entries[0]!.message.text).toBe('@vera'));
  expect(await notices()).toEqual([]);
  await app.database.query(
    "insert into push_subscriptions (user_id, session_id, endpoint, p256dh, auth) values ($1, '', 'https://push.example', '', '')",
    [vera],
  );
  await app.database.query("update memberships set level = 'mentions' where user_id = $1", [vera]);
  await app.app.get(Wishes).look();
  await his.say(roomId, 'just talk');
  await his.say(roomId, '@vera!');
  await soon(async () =>
    expect(await notices()).toEqual([{ user_id: vera, messages: 1, is_meant: true, seq: 3 }]),
  );
  await app.database.query("delete from notices; update memberships set level = 'all'");
  await app.app.get(Wishes).look();
  await his.say(roomId, 'talk');
  await his.say(roomId, 'and talk');
  await soon(async () => expect(await notices()).toMatchObject([{ messages: 2, is_meant: false, seq: 5 }]));
});

test('whoever hears nothing of rooms still hears of what is said to nobody else, unless they say so there', async () => {
  const roomId = await room('boris');
  const [hers, his] = [await open('vera'), await open('boris')];
  await app.database.query("update users set level = 'nothing' where username = 'vera'");
  await app.database.query('delete from activity; delete from push_subscriptions');
  const heard = async (say: () => Promise<unknown>) => {
    const before = heardBy(hers).length;
    await say();
    await soon(() => expect(heardBy(hers).length).toBeGreaterThan(before));
    const { rings = false, unread } = heardBy(hers).at(-1)!;
    return [rings, unread.all];
  };
  const whisper = () => his.must('private_message', { to: 'vera', clientId: randomUUID(), text: 'psst' });
  expect(await heard(() => his.say(roomId, '@vera'))).toEqual([false, 0]);
  expect(await heard(whisper)).toEqual([true, 1]);
  await app.database.query(
    "update memberships set level = 'nothing' from rooms where rooms.id = room_id and access = 'direct'",
  );
  expect(await heard(whisper)).toEqual([false, 0]);
  await app.database.query(
    'update users set level = null; update memberships set level = null; delete from activity',
  );
});
