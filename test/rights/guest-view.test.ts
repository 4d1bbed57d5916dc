/**
 * What a guest is answered on a server with other rooms and people is, to the byte, what they are answered where these do not exist.
 * Two servers, on which the same was done; on one of them more was, afterwards, of which the guest may not know.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import type { ClientEvent } from '../../src/shared/events.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, addUser } from '../support/factories.js';
import { eventually, Tab } from '../support/socket.js';
import { defaultPassword, type Reply, Visitor } from '../support/visitor.js';
import { pathsToPeople } from './guest-paths.js';

interface Server {
  app: TestApp;
  guest: Visitor;
  tab: Tab;
}

/** Ids and names that mean something on one of the two servers only. */
const hidden = { room: 'Engine room', roomId: 0, person: 'nina', personId: 0, messageId: 0, seq: 1 };

let full: Server;
let bare: Server;
const others: Tab[] = [];

beforeAll(async () => {
  full = await furnished();
  bare = await furnished();
  await addMore(full.app);
});

afterAll(async () => {
  for (const tab of [...others, full.tab, bare.tab]) tab.close();
  await full.app.close();
  await bare.app.close();
});

/** Boris and the guest in one room, where something was said. */
async function furnished(): Promise<Server> {
  const app = await startApp({ RATE_LIMITS: 'off' });
  const [boris, guest] = [new Visitor(app.url), new Visitor(app.url)];
  await boris.register('boris');
  await guest.register('gast');
  await app.database.query("update users set role = 'guest' where username = 'gast'");
  const [{ id: borisId }, { id: guestId }] = (await app.database.query<{ id: string }>(
    'select id from users order by id',
  )) as [{ id: string }, { id: string }];
  const members = [{ id: Number(borisId) }, { id: Number(guestId) }];
  const roomId = await addRoom(app.database, 'Parlour', { access: 'private', members });
  const speaker = await Tab.open(app.url, boris.cookieHeader);
  await speaker.say(roomId, 'hello @gast');
  // He stays: when somebody went is a matter of moments.
  others.push(speaker);
  const tab = await Tab.open(app.url, guest.cookieHeader);
  await tab.join('Parlour');
  return { app, guest, tab };
}

/** Nina, a room of hers that everybody may enter, one that they may not, and what is said there, also of the guest. */
async function addMore(app: TestApp): Promise<void> {
  const nina = new Visitor(app.url);
  await nina.register(hidden.person);
  await addUser(app.database, 'oleg', 'admin');
  const [person] = await app.database.query<{ id: string }>("select id from users where username = 'nina'");
  hidden.personId = Number(person!.id);
  hidden.roomId = await addRoom(app.database, hidden.room, { topic: 'hello' });
  const secret = await addRoom(app.database, 'Safe', { access: 'private' });
  for (const roomId of [hidden.roomId, secret])
    await app.app.get(MembershipsService).add(roomId, hidden.personId);
  const tab = await Tab.open(app.url, nina.cookieHeader);
  others.push(tab);
  await tab.join(hidden.room);
  hidden.messageId = (await tab.say(hidden.roomId, 'hello @gast, and hello again')).id;
  await tab.say(secret, 'hello @gast');
  await tab.must('typing', { roomId: hidden.roomId });
}

const json = { 'content-type': 'application/json' };

/** What they can ask for without changing anything. */
const pages = (): string[] => {
  const { room, roomId, person, personId, messageId } = hidden;
  const at = `/chat/${encodeURIComponent(room)}`;
  const api = `/api/rooms/${roomId}`;
  return [
    ...['/chat/', `/chat/?room=${encodeURIComponent(room)}`, `/chat/?room=@${person}`, '/chat/?after=1'],
    ...[at, `${at}/1`, `${at}/pins`, `${at}/files`, `${at}/settings`, `${at}/people`, `${at}/jump`],
    ...['/chat/Parlour', '/chat/Parlour/people', '/chat/Parlour/settings', `/chat/@${person}`],
    ...['/activity', '/saved', '/account', '/share?text=hello', `/people/${person}`, '/people/oleg'],
    ...['/search?q=hello', `/search?q=${person}`, `/search?q=engine`, `/search?q=from:${person}`],
    ...[`/search?q=in:"${encodeURIComponent(room)}"`, `/search?q=to:${person}`, '/search?q=mentions:me'],
    ...['/api/me', '/api/lobby', '/api/lobby/others', '/api/lobby/others?query=engine', '/api/direct'],
    ...['/api/rooms', '/api/rooms?query=engine', '/api/rooms?limit=1', '/api/emoji', '/api/settings'],
    ...[api, `${api}/members`, `${api}/online`, `${api}/messages`, `${api}/changes?after=0`],
    ...[`${api}/membership`, `${api}/pins`, `${api}/files`, `${api}/bans`],
    ...['/api/users', `/api/users?query=${person}`, `/api/users/${personId}`, `/api/users?role=admin`],
    ...pathsToPeople(hidden),
    ...['/api/me/activity', '/api/search?q=hello', `/api/search?q=from:${person}`, '/api/search?q=in:Safe'],
    ...[`/api/messages/${messageId}`, `/api/messages/${messageId}/replies`, '/api/me/away'],
    ...[
      `/api/messages/${messageId}/versions`,
      `/api/linked-message?address=${encodeURIComponent(room)}&seq=1`,
    ],
    ...['/api/audit', '/admin', '/metrics-of-nobody'],
    ...[
      '/people',
      `/people?query=${person}`,
      '/groups',
      `/groups?with=${person}`,
      '/sidebar',
      '/api/me/sidebar',
    ],
    ...['/api/people/changed?after=0', '/api/invitations', `${api}/invitations`, `${at}/invitations`],
    ...[
      `${at}/invite`,
      `${at}/1/report`,
      `${at}/1/keep`,
      `${at}/1/versions`,
      `${at}/thread/1`,
      `${at}/1/likes`,
    ],
    ...[
      `${api}/files/counts`,
      '/api/statistics',
      '/api/me/saved',
      '/api/me/drafts',
      '/api/files/1',
      '/admin/reports',
    ],
    ...[
      '/chat/~2',
      '/chat/~99',
      '/api/reports',
      '/api/peace',
      '/api/users/2',
      '/api/people/99',
      `/api/users/${personId}/messages`,
    ],
  ];
};

/** What they can try. */
const tries = (): [method: string, path: string, body: object][] => {
  const { room, roomId, person, personId, messageId } = hidden;
  return [
    ['POST', '/api/rooms', { name: room }],
    ['POST', '/api/rooms', { name: 'Never made' }],
    ['POST', '/api/direct', { to: person }],
    ['POST', '/api/direct/messages', { to: person, text: 'psst', clientId: randomUUID() }],
    ['POST', `/api/rooms/${roomId}/messages`, { text: 'psst', clientId: randomUUID() }],
    ['POST', `/api/rooms/${roomId}/members`, { userId: personId }],
    ['PUT', `/api/rooms/${roomId}/read`, { seq: 1 }],
    ['PUT', `/api/rooms/${roomId}/draft`, { text: 'psst' }],
    ['PATCH', `/api/rooms/${roomId}`, { topic: 'mine' }],
    ['PATCH', `/api/rooms/${roomId}/membership`, { level: 'all' }],
    ['DELETE', `/api/rooms/${roomId}`, {}],
    ['PUT', `/api/people/${personId}/ignored`, {}],
    ['DELETE', `/api/people/${personId}/ignored`, {}],
    ['DELETE', `/api/messages/${messageId}`, {}],
    ['PATCH', `/api/messages/${messageId}`, { text: 'mine' }],
    ['POST', `/api/messages/${messageId}/reports`, { reason: 'rude' }],
    ['POST', '/api/groups', { people: [1, personId] }],
    ['POST', '/api/rooms/1/members', { userId: personId }],
    ['POST', '/api/rooms/1/members', { userIds: [1, personId] }],
    ['PUT', `/api/rooms/1/keepers/${personId}`, {}],
    ['DELETE', `/api/rooms/1/members/${personId}`, {}],
    ['PUT', `/api/rooms/1/bans/${personId}`, {}],
    ['POST', '/api/invitations', { roomIds: [roomId] }],
    ['POST', `/api/rooms/${roomId}/invitations`, {}],
    ['DELETE', '/api/invitations/1', {}],
    ['PUT', `/api/me/saved/${messageId}`, {}],
    ['PUT', `/api/messages/${messageId}/follow`, {}],
    ['PUT', `/api/messages/${messageId}/pin`, {}],
    ['PUT', `/api/messages/${messageId}/reactions/%F0%9F%91%8D`, {}],
    ['PATCH', `/api/me/sidebar/rooms/${roomId}`, { favourite: true }],
    ['POST', '/api/preview', { text: `@${person} #${room} /chat/${encodeURIComponent(room)}/1` }],
    ['POST', `/api/rooms/${roomId}/files`, { name: 'a.txt', size: 1 }],
  ];
};

const forms = (): [path: string, fields: Record<string, string>][] => [
  ['/chat/', { room: hidden.room }],
  ['/chat/', { room: `@${hidden.person}` }],
  [`/chat/${encodeURIComponent(hidden.room)}/messages`, { text: 'psst', clientId: randomUUID() }],
  [`/people/${hidden.person}/ignored`, { ignored: 'yes' }],
  ['/share', { text: 'psst', room: String(hidden.roomId), clientId: randomUUID() }],
  ['/share', { text: 'psst', find: 'yes', query: 'engine' }],
  ['/groups', { people: `boris, ${hidden.person}` }],
  ['/chat/Parlour/invite', { names: hidden.person }],
  ['/chat/Parlour/keep', { name: hidden.person, does: 'remove' }],
  [`/sidebar/rooms/${hidden.roomId}`, { section: 'favourites' }],
];

const events = (): [event: ClientEvent, payload: object][] => {
  const { room, roomId, person, personId, messageId, seq } = hidden;
  const clientId = randomUUID();
  return [
    ['join', { room }],
    ['join', { room, look: true }],
    ['join', { room: `@${person}` }],
    ['history', { roomId }],
    ['message', { roomId, clientId, text: 'psst' }],
    ['message', { roomId: 1, clientId, text: `/pm ${person} psst` }],
    ['private_message', { to: person, clientId, text: 'psst' }],
    ['who_is_here', { userIds: [personId] }],
    ['attention', { roomId }],
    ['typing', { roomId }],
    ['read', { roomId, seq }],
    ['react', { messageId, emoji: '👍', on: true }],
    ['pin', { messageId, on: true }],
    ['thread', { messageId }],
    ['follow_thread', { messageId, on: true }],
    ['own_threads', { messageIds: [messageId] }],
    ['edit', { messageId, text: 'mine' }],
    ['delete', { messageId }],
    ['hide_preview', { messageId }],
    ['leave', { roomId }],
  ];
};

/** Without what differs from one moment, one server and one session to the next. */
const plain = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/127\.0\.0\.1:\d+/g, 'HERE')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/(name="_csrf" value|name="csrf-token" content)="[^"]*"/g, '$1="TOKEN"')
    .replace(/nonce="[^"]*"|nonce-[\w+/=-]+/g, 'NONCE')
    .replace(/"csrfToken":"[^"]*"/g, '"csrfToken":"TOKEN"')
    .replace(/\d+\.\d+(?=")/g, 'STATE')
    .replace(/\d+ ms|"milliseconds":[\d.]+/g, 'MS');

const plainReply = ({ status, headers, body, location }: Reply) => ({
  status,
  location,
  type: headers.get('content-type'),
  link: headers.get('link'),
  body: plain(body),
});

test('every page and every answer is the same', async () => {
  for (const path of pages()) {
    const [seen, wanted] = await Promise.all(
      [full, bare].map(async ({ guest }) => plainReply(await guest.get(path))),
    );
    expect([path, seen]).toEqual([path, wanted]);
    // Their own room is there: what is compared is not two times nothing.
    if (path === '/chat/' || path === '/api/rooms') expect(seen!.body).toContain('Parlour');
  }
}, 120_000);

test('whatever they try is refused in the same words', async () => {
  for (const [method, path, body] of tries()) {
    const [seen, wanted] = await Promise.all(
      [full, bare].map(async ({ guest }) => {
        const headers = { ...json, 'x-csrf-token': await guest.csrfToken() };
        return plainReply(await guest.request(method, path, JSON.stringify(body), headers));
      }),
    );
    expect([method, path, seen]).toEqual([method, path, wanted]);
    expect([method, path, seen!.status]).not.toEqual([method, path, 201]);
  }
  for (const [path, fields] of forms()) {
    const [seen, wanted] = await Promise.all(
      [full, bare].map(async ({ guest }) => plainReply(await guest.post(path, fields))),
    );
    expect([path, seen]).toEqual([path, wanted]);
  }
}, 60_000);

test('every event is answered alike, and nothing else comes', async () => {
  for (const [event, payload] of events()) {
    const [seen, wanted] = await Promise.all(
      [full, bare].map(async ({ tab }) => plain(JSON.stringify(await tab.ask(event, payload as never)))),
    );
    expect([event, seen]).toEqual([event, wanted]);
  }
  // In how many words they are told of Boris' coming is a matter of moments.
  const heard = ({ tab }: Server) =>
    tab.received
      .filter((each) => each.event !== 'presence_changed')
      .map(({ event, payload }) => `${event} ${plain(JSON.stringify(payload))}`)
      .sort();
  await eventually(() => heard(full).length === heard(bare).length, 'one of them hears more');
  expect(heard(full)).toEqual(heard(bare));
  expect(JSON.stringify(full.tab.received)).not.toMatch(/nina|oleg|engine/i);
});

test('a member sees what there is: the two servers are not alike', async () => {
  const member = new Visitor(full.app.url);
  await member.register('otto', defaultPassword);
  expect((await member.get(`/people/${hidden.person}`)).status).toBe(200);
  expect((await member.get('/people/gast')).status).toBe(200);
  expect((await member.get('/api/lobby')).body).toContain(hidden.room);
});

test('a guest who looks after a room, or calls somebody, knows of nobody more', async () => {
  const ask = async (server: Server) => {
    await server.app.database.query('update memberships set keeper = true where user_id = 2');
    const headers = { ...json, 'x-csrf-token': await server.guest.csrfToken() };
    const call = async (method: string, path: string, body: object) =>
      plainReply(await server.guest.request(method, path, JSON.stringify(body), headers));
    const said = await server.tab.ask('message', {
      ...{ roomId: 1, clientId: randomUUID(), text: `ask @${hidden.person} or @boris` },
    });
    const mentions = said.ok && 'mentions' in said.value ? said.value.mentions : said;
    return [
      mentions,
      await call('POST', '/api/rooms/1/members', { userId: hidden.personId }),
      await call('PUT', `/api/rooms/1/keepers/${hidden.personId}`, {}),
      await call('PUT', `/api/rooms/1/bans/${hidden.personId}`, {}),
      await call('DELETE', `/api/rooms/1/members/${hidden.personId}`, {}),
      plainReply(await server.guest.post('/chat/Parlour/invite', { names: hidden.person })),
      plainReply(await server.guest.post('/chat/Parlour/keep', { name: hidden.person, does: 'remove' })),
      plainReply(await server.guest.get(`/api/people?query=${hidden.person}`)),
    ];
  };
  const [seen, wanted] = [await ask(full), await ask(bare)];
  expect(seen).toEqual(wanted);
  expect(seen[0]).toEqual([1]);
});
