/** Pages keep the logs they have rendered. Nobody may notice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Departures } from '../../../src/server/memberships/departures.service.js';
import { MembershipsService } from '../../../src/server/memberships/memberships.service.js';
import { keptLists } from '../../../src/server/platform/rendering/kept-helpers.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Tab } from '../../support/socket.js';
import { statementsOf } from '../../support/statements.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let tab: Tab;
const visitors: Record<string, Visitor> = {};

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  for (const name of ['anna', 'boris', 'вера', 'глеб']) {
    visitors[name] = new Visitor(server.url, name === 'вера' ? 'ru' : 'en');
    await visitors[name].register(name);
  }
  tab = await Tab.open(server.url, visitors.anna!.cookieHeader);
});

afterAll(async () => {
  tab.close();
  await server.close();
});

/** The log on somebody's page, out of what was rendered before where it can be. */
async function log(name: string, path: string): Promise<string> {
  await visitors[name]!.get(path);
  const { body } = await visitors[name]!.get(path);
  return /<ol class="log" id="log">(.*?)<\/ol><\/div>/s.exec(body)![1]!;
}

async function sayIn(room: string, ...texts: string[]) {
  const roomId = await addRoom(server.database, room);
  await tab.join(room);
  const messages = [];
  for (const text of texts) messages.push(await tab.say(roomId, text));
  return { roomId, messages, path: `/chat/${room}` };
}

test('an edit, a reaction and a deletion show at once', async () => {
  const { messages, path } = await sayIn('changes', 'first thought', 'another');
  const messageId = messages[0]!.id;
  expect(await log('boris', path)).toContain('first thought');
  await tab.must('edit', { messageId, text: 'second thought' });
  const edited = await log('boris', path);
  expect(edited).toContain('second thought');
  expect(edited).not.toContain('first thought');
  await tab.must('react', { messageId, emoji: '👍', on: true });
  expect(await log('boris', path)).toContain('data-emoji="👍"');
  await tab.must('react', { messageId, emoji: '👍', on: false });
  expect(await log('boris', path)).not.toContain('data-emoji');
  await tab.must('delete', { messageId });
  const deleted = await log('boris', path);
  expect(deleted).toContain('anna deleted this message.');
  expect(deleted).not.toContain('second thought');
  expect(deleted).toContain('another');
});

test('each reader gets it in their language', async () => {
  const { path } = await sayIn('languages', 'the same for everybody');
  expect(await log('boris', path)).toContain('Link to message 1');
  const russian = await log('вера', path);
  expect(russian).toContain('Ссылка на сообщение 1');
  expect(russian).toContain('the same for everybody');
});

test('what stands above it decides how it shows: the same message first on one page, second on another', async () => {
  const { path } = await sayIn('neighbours', 'one', 'two');
  const second = (html: string) => /<li class="([^"]*)" id="m2"/.exec(html)![1];
  expect(second(await log('boris', path))).toBe('message');
  expect(second(await log('boris', `${path}?after=1`))).toBe('message starts');
});

test('a conversation is addressed by each from their own side', async () => {
  const sent = await tab.must('private_message', {
    to: 'boris',
    clientId: '8d0d6d86-3f3c-4a3e-9a3b-6f6f1c1d2e3f',
    text: 'between us',
  });
  expect(await log('anna', '/chat/@boris')).toContain(`href="/chat/%40boris/${sent.seq}#m${sent.seq}"`);
  expect(await log('boris', '/chat/@anna')).toContain(`href="/chat/%40anna/${sent.seq}#m${sent.seq}"`);
});

test('a line above the first unread message is for that reader only', async () => {
  const { roomId, path } = await sayIn('unread', 'read', 'not read yet', 'nor this');
  const memberships = server.app.get(MembershipsService);
  for (const [name, mark] of [
    ['boris', 1],
    ['вера', 3],
    ['глеб', 2],
  ] as const) {
    const sql = 'select id from users where username = $1';
    const [row] = await server.database.query<{ id: string }>(sql, [name]);
    await memberships.add(roomId, Number(row!.id));
    await server.database.query(
      'update memberships set last_read_seq = $3 where room_id = $1 and user_id = $2',
      [roomId, row!.id, mark],
    );
  }
  expect(await log('boris', path)).toMatch(/new-line.*not read yet/s);
  expect(await log('вера', path)).not.toContain('new-line');
  expect(await log('глеб', path)).toMatch(/not read yet.*new-line.*nor this/s);
  expect(await log('boris', path)).toMatch(/>read<.*new-line.*not read yet/s);
});

/** How many logs were rendered for what was asked meanwhile. */
async function renderings(action: () => Promise<unknown>): Promise<number> {
  const before = keptLists.rendered;
  await action();
  return keptLists.rendered - before;
}

test('a log is rendered once for all who open the room, and once more when it has changed', async () => {
  const { roomId, messages, path } = await sayIn('crowded', 'first', 'second');
  expect(await renderings(() => log('anna', path))).toBe(1);
  const everybody = () => Promise.all(['anna', 'boris'].map((name) => log(name, path)));
  expect(await renderings(everybody)).toBe(0);
  expect(await renderings(() => log('вера', path))).toBe(1);
  await tab.must('react', { messageId: messages[0]!.id, emoji: '👍', on: true });
  expect(await renderings(everybody)).toBe(1);
  await tab.say(roomId, 'third');
  expect(await renderings(everybody)).toBe(1);
  expect(await renderings(() => log('вера', path))).toBe(1);
  expect(await renderings(everybody)).toBe(0);
});

/** A session, the rooms of a reader or others, a page of messages, who is online: not what the server asks by itself. */
const ofPage =
  /s\.touched_at < now\(\) - interval|cross join rooms r\b|m\.seq, m\.rev|count\(distinct p\.user_id\)/;

test('a page asks three statements, two where the newest messages are known', async () => {
  const { roomId, path } = await sayIn('asked', 'first');
  const statements = (room: string) => statementsOf(() => visitors.boris!.get(room));
  const sql = 'select id from users where username = $1';
  const [boris] = await server.database.query<{ id: string }>(sql, ['boris']);
  await server.app.get(MembershipsService).add(roomId, Number(boris!.id));
  const ofPages = async () => (await statements(path)).filter((text) => ofPage.test(text));
  expect(await ofPages()).toHaveLength(3);
  expect(await ofPages()).toHaveLength(2);
  await tab.say(roomId, 'second');
  expect(await ofPages()).toHaveLength(3);
  expect(await ofPages()).toHaveLength(2);
});

test('its links lead to the name that the room has now', async () => {
  const { roomId, path } = await sayIn('before', 'first');
  expect(await log('boris', path)).toContain('href="/chat/before/1#m1"');
  const sql = `update rooms set name = 'afterwards', name_key = 'afterwards' where id = $1`;
  await server.database.query(sql, [roomId]);
  expect(await log('boris', '/chat/afterwards')).toContain('href="/chat/afterwards/1#m1"');
});

test('whoever lost the room gets nothing of it', async () => {
  const roomId = await addRoom(server.database, 'closed', { access: 'private' });
  const sql = "select id from users where username in ('anna', 'boris') order by username";
  const [anna, boris] = await server.database.query<{ id: string }>(sql);
  const memberships = server.app.get(MembershipsService);
  for (const { id } of [anna!, boris!]) await memberships.add(roomId, Number(id));
  await tab.say(roomId, 'among members');
  expect(await log('boris', '/chat/closed')).toContain('among members');
  await server.app.get(Departures).depart(roomId, Number(boris!.id));
  const { status, body } = await visitors.boris!.get('/chat/closed');
  expect(status).toBe(404);
  expect(body).not.toContain('among members');
});

test('the lobby asks three statements, and one for who of their conversations is online', async () => {
  const texts = () => statementsOf(() => visitors.глеб!.get('/chat/'));
  await texts();
  expect((await texts()).filter((text) => ofPage.test(text))).toHaveLength(3);
});

test('a card of the lobby shows the room as it is now', async () => {
  const { roomId } = await sayIn('card', 'first');
  const card = async (name: string) => {
    const { body } = await visitors[name]!.get('/chat/');
    return new RegExp(`<li data-room="${roomId}".*?</li>`, 's').exec(body)![0];
  };
  expect(await card('boris')).not.toContain('2 online');
  expect(await card('anna')).toContain('data-unread="0"');
  await server.database.query(`update rooms set topic = 'Of <cards>' where id = $1`, [roomId]);
  expect(await card('boris')).toContain('Of &lt;cards&gt;');
  const other = await Tab.open(server.url, visitors.boris!.cookieHeader);
  await other.join('card');
  expect(await card('глеб')).toContain('2 online');
  expect(await card('вера')).toContain('2 в сети');
  await tab.say(roomId, 'second');
  expect(await card('boris')).toContain('data-unread="1"');
  expect(await card('глеб')).toContain('data-unread="0"');
  other.close();
});
