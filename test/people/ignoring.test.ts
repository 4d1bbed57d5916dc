/** Whom somebody ignores is theirs alone: all their tabs know, and nobody else does. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActivityEntry } from '../../src/shared/activity.js';
import type { LobbyView } from '../../src/shared/lobby.js';
import type { RoomSummaryView } from '../../src/shared/rooms.js';
import type { HitView, SearchView } from '../../src/shared/search.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
});

afterAll(() => app.close());

const ignored = (caller: Caller) => caller.must('GET', '/api/me/ignored');

test('it is said twice without harm, shows on the card, and is taken back', async () => {
  const tab = await Tab.open(app.url, '', { token: anna.token });
  const hisTab = await Tab.open(app.url, '', { token: boris.token });
  const { id, username } = boris.user;
  await anna.must('PUT', `/api/people/${id}/ignored`);
  await anna.must('PUT', `/api/people/${id}/ignored`);
  expect(await ignored(anna)).toEqual({ users: [{ id, username, name: username }] });
  expect(await ignored(boris)).toEqual({ users: [] });
  expect(await anna.must('GET', `/api/people/${id}`)).toMatchObject({ ignored: true });
  expect(await boris.must('GET', `/api/people/${anna.user.id}`)).toMatchObject({ ignored: false });
  await anna.must('DELETE', `/api/people/${id}/ignored`);
  expect(await ignored(anna)).toEqual({ users: [] });
  const told = { user: { id, username, name: username } };
  await tab.until('ignoring_changed', (event) => !event.ignored);
  expect(tab.all('ignoring_changed')).toEqual([true, true, false].map((is) => ({ ...told, ignored: is })));
  expect(hisTab.all('ignoring_changed')).toEqual([]);
  for (const each of [tab, hisTab]) each.close();
});

test('nothing of theirs calls, live or after an outage, in a room, a thread or a conversation', async () => {
  const vera = await newCaller(app, 'vera');
  const roomId = await addRoom(app.database, 'kitchen', { members: [anna.user, boris.user, vera.user] });
  await anna.must('PUT', `/api/people/${boris.user.id}/ignored`);
  const say = (who: Caller, text: string, more: object = {}) =>
    who.must<{ id: number }>('POST', `/api/rooms/${roomId}/messages`, {
      ...{ text, clientId: randomUUID() },
      ...more,
    });
  const asked = await say(anna, 'who is there?');
  let tab = await Tab.open(app.url, '', { token: anna.token });
  const everything = async (who: Caller) => {
    await say(who, '@anna');
    await say(who, 'me', { replyTo: asked.id });
    await say(who, '@all');
    await who.must('POST', '/api/direct/messages', { to: 'anna', text: 'psst', clientId: randomUUID() });
  };
  const told = () => tab.all('activity').flatMap(({ entry }) => entry ?? []);
  await everything(boris);
  await everything(vera);
  await tab.until('activity', () =>
    ['mention', 'answer', 'private'].every((kind) => told().some((entry) => entry.kind === kind)),
  );
  expect(new Set(told().flatMap(({ people }) => people.map(({ username }) => username)))).toEqual(
    new Set(['vera']),
  );
  tab.close();
  await everything(boris);
  await say(vera, '@anna, the last');
  tab = await Tab.open(app.url, '', { token: anna.token });
  const entries = async () =>
    (await anna.must<{ entries: ActivityEntry[] }>('GET', '/api/me/activity')).entries;
  await soon(async () => expect((await entries())[0]!.message.text).toBe('@anna, the last'));
  expect((await entries()).flatMap(({ people }) => people.map(({ username }) => username))).not.toContain(
    'boris',
  );
  tab.close();
  await anna.must('DELETE', `/api/people/${boris.user.id}/ignored`);
});

test('what they write is nothing to read: in lists, by marks and where one comes in; heard again, all of it is', async () => {
  const olga = await newCaller(app, 'olga');
  const roomId = await addRoom(app.database, 'cellar', { members: [anna.user, boris.user, olga.user] });
  const say = async (who: Caller, ...texts: string[]) => {
    for (const text of texts)
      await who.must('POST', `/api/rooms/${roomId}/messages`, { text, clientId: randomUUID() });
  };
  const unread = async () => {
    const { rooms } = await anna.must<{ rooms: RoomSummaryView[] }>('GET', '/api/rooms?address=cellar');
    const { mine } = await anna.must<LobbyView>('GET', '/api/lobby');
    return [rooms[0]!.unread, mine.find(({ room }) => room.id === roomId)!.unread];
  };
  await say(olga, 'the barrels leak');
  await anna.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1 });
  await anna.must('PUT', `/api/people/${boris.user.id}/ignored`);
  const { unread: before } = await anna.must<{ unread: number }>('GET', '/api/me');
  await say(boris, 'no', 'they do not', 'ask anybody');
  expect(await unread()).toEqual([0, 0]);
  expect(await anna.must('GET', '/api/me')).toMatchObject({ unread: before });
  await say(olga, 'look at them');
  await say(boris, 'I did');
  expect(await unread()).toEqual([1, 1]);
  const tab = await Tab.open(app.url, '', { token: anna.token });
  expect((await tab.join('cellar')).me.unread).toBe(1);
  tab.close();
  const mark = (seq: number, more = {}) => anna.must('PUT', `/api/rooms/${roomId}/read`, { seq, ...more });
  expect(await mark(2)).toEqual({ lastReadSeq: 2, unread: 1 });
  expect(await mark(5)).toEqual({ lastReadSeq: 5, unread: 0 });
  expect(await mark(1, { unread: true })).toEqual({ lastReadSeq: 0, unread: 2 });
  // Olga hears everybody: for her all but her own is there to read.
  expect(await olga.must('PUT', `/api/rooms/${roomId}/read`, { seq: 1, unread: true })).toMatchObject({
    unread: 4,
  });
  await anna.must('DELETE', `/api/people/${boris.user.id}/ignored`);
  expect(await unread()).toEqual([6, 6]);
});

test('the list of rooms does not say what they said last; the search says of each hit and line beside it whether it is theirs', async () => {
  const roomId = await addRoom(app.database, 'attic', { members: [anna.user, boris.user] });
  const say = (who: Caller, text: string) =>
    who.must('POST', `/api/rooms/${roomId}/messages`, { text, clientId: randomUUID() });
  await say(anna, 'cobwebs everywhere');
  await say(boris, 'cobwebs are fine');
  await anna.must('PUT', `/api/people/${boris.user.id}/ignored`);
  const found = async (who: Caller) => {
    const { hits, total } = await who.must<SearchView>('GET', '/api/search?q=cobwebs');
    const near = ({ before, after }: HitView) => [...before, ...after].map(({ ignored = false }) => ignored);
    return { total, hits: hits.map((hit) => [hit.message.author.username, hit.ignored ?? false, near(hit)]) };
  };
  const lastWords = async (who: Caller) =>
    (await who.must<LobbyView>('GET', '/api/lobby')).mine.find(({ room }) => room.id === roomId)!.lastWords;
  expect(await found(anna)).toEqual({
    total: 2,
    hits: [
      ['boris', true, [false]],
      ['anna', false, [true]],
    ],
  });
  expect(await lastWords(anna)).toBeNull();
  expect(JSON.stringify(await found(boris))).not.toContain('true');
  expect(await lastWords(boris)).toMatchObject({ text: 'cobwebs are fine' });
  await anna.must('DELETE', `/api/people/${boris.user.id}/ignored`);
  expect(JSON.stringify(await found(anna))).not.toContain('true');
});

test('nobody ignores themselves, or somebody who is not there, or everybody', async () => {
  const ignore = (id: number) => anna.call('PUT', `/api/people/${id}/ignored`);
  expect(await ignore(anna.user.id)).toMatchObject({ status: 422 });
  expect(await ignore(987_654)).toMatchObject({ status: 404 });
  await app.database.query(
    `with crowd as (
       insert into users (username, username_key, password_hash) select 'crowd' || n, 'crowd' || n, 'x' from generate_series(1, 500) n
       returning id
     ) insert into ignored (user_id, ignored_id) select $1, id from crowd`,
    [anna.user.id],
  );
  expect(await ignore(boris.user.id)).toMatchObject({ status: 409 });
});
