/**
 * What a guest is answered on a server with other rooms and people is, to the byte, what they are answered where these do not exist.
 * Two servers, on which the same was done; on one of them more was, afterwards, of which the guest may not know.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, addUser } from '../support/factories.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { defaultPassword, type Reply, Visitor } from '../support/visitor.js';
import { events, forms, hidden, pages, tries } from './guest-asks.js';

interface Server {
  app: TestApp;
  guest: Visitor;
  tab: Tab;
}

const json = { 'content-type': 'application/json' };

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

const numbered = ['users', 'rooms', 'messages'];

/** What both have has the same ids on both. */
async function withIds(app: TestApp, id: (table: string) => string): Promise<void> {
  for (const table of numbered)
    await app.database.query(`alter table ${table} alter column id set default ${id(table)}`);
}

/** Boris, Mara and the guest in one room and in a group; what was said there tells of a room that is on one of the servers. */
async function furnished(): Promise<Server> {
  const app = await startApp({ RATE_LIMITS: 'off' });
  for (const table of numbered) await app.database.query(`create sequence of_${table}`);
  await withIds(app, (table) => `nextval('of_${table}')`);
  const [boris, guest] = [new Visitor(app.url), new Visitor(app.url)];
  await boris.register('boris');
  await guest.register('gast');
  await app.database.query("update users set role = 'guest' where username = 'gast'");
  const { id: maraId } = await addUser(app.database, 'mara');
  const members = [1, 2, maraId].map((id) => ({ id }));
  const roomId = await addRoom(app.database, 'Parlour', { access: 'private', members });
  const headers = { ...json, 'x-csrf-token': await boris.csrfToken() };
  const people = JSON.stringify({ people: [2, maraId] });
  const group = await boris.request('POST', '/api/groups', people, headers);
  const speaker = await Tab.open(app.url, boris.cookieHeader);
  await speaker.say(roomId, 'hello @gast');
  await speaker.say(
    (JSON.parse(group.body) as { id: number }).id,
    `hello, there is ${app.url}/chat/${encodeURIComponent(hidden.room)}/1 by @${hidden.person}`,
  );
  await withIds(app, () => 'next_id()');
  // Of both they are told before they come.
  const told = () => app.database.query('select from activity where user_id = 2');
  await eventually(async () => (await told()).length === 2, 'the guest was not told');
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
  const headers = { ...json, 'x-csrf-token': await nina.csrfToken() };
  const status = await nina.request(
    'PUT',
    '/api/me/status',
    JSON.stringify({ emoji: '🌴', text: 'Away' }),
    headers,
  );
  expect(status.status).toBe(200);
  const tab = await Tab.open(app.url, nina.cookieHeader);
  others.push(tab);
  await tab.join(hidden.room);
  hidden.messageId = (await tab.say(hidden.roomId, 'hello @gast, and hello again')).id;
  await tab.say(secret, 'hello @gast');
  await tab.must('typing', { roomId: hidden.roomId });
}

/** Without what differs from one moment, one server and one session to the next. */
const plain = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/>\d\d:\d\d<\/time>/g, '>CLOCK</time>')
    .replace(/127\.0\.0\.1:\d+/g, 'HERE')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/(name="_csrf" value|name="csrf-token" content)="[^"]*"/g, '$1="TOKEN"')
    .replace(/nonce="[^"]*"|nonce-[\w+/=-]+/g, 'NONCE')
    .replace(/"csrfToken":"[^"]*"/g, '"csrfToken":"TOKEN"')
    .replace(/(?<![\d.])\d{14}(?![\d.])/g, 'ID')
    .replace(/\d+ ms|"milliseconds":[\d.]+/g, 'MS');

/** How much of the activity was there as one entry of it was told is a matter of moments; what it is in the end stands on the pages. */
const heardPlain = (answer: unknown): string =>
  plain(JSON.stringify(answer)).replace(/"unread":\{"all":[^}]*\}/g, 'UNREAD');

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
    if (path === '/chat/~2') expect(seen!.body).toContain('hello, there is');
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
      [full, bare].map(async ({ tab }) => heardPlain(await tab.ask(event, payload as never))),
    );
    expect([event, seen]).toEqual([event, wanted]);
  }
  // In how many words they are told of Boris' coming is a matter of moments.
  const heard = ({ tab }: Server) =>
    tab.received
      .filter((each) => each.event !== 'presence_changed')
      .map(({ event, payload }) => `${event} ${heardPlain(payload)}`)
      .sort();
  await soon(() => expect(heard(full)).toEqual(heard(bare)));
  expect(JSON.stringify(full.tab.all('presence_changed'))).not.toMatch(/nina|oleg|engine/i);
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
    await server.app.database.query('update memberships set keeper = true where user_id = 2 and room_id = 1');
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
      plainReply(
        await server.guest.post('/chat/Parlour/keep', { user: String(hidden.personId), does: 'remove' }),
      ),
      plainReply(await server.guest.get(`/api/people?query=${hidden.person}`)),
    ];
  };
  const [seen, wanted] = [await ask(full), await ask(bare)];
  expect(seen).toEqual(wanted);
  expect(seen[0]).toEqual([1]);
});
