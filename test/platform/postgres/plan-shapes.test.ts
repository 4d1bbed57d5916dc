/**
 * Promise P22: every statement of a request's path finds its rows by the index that fits it, also where PostgreSQL takes all
 * tables for empty, as it does after an analysis of an empty database until the next autoanalyze.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { Drafts } from '../../../src/server/drafts/drafts.service.js';
import { DevicesRepository } from '../../../src/server/notices/devices.repository.js';
import { NoticesRepository } from '../../../src/server/notices/notices.repository.js';
import { planned } from '../../../src/server/platform/postgres/planning.js';
import { MeanwhileRepository } from '../../../src/server/messages/reading/meanwhile.repository.js';
import { type Asked, listenToStatements } from '../../support/asked.js';
import { type Gathering, gatherForAdmin } from '../../support/administration.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually, type Tab } from '../../support/socket.js';
import type { Visitor } from '../../support/visitor.js';
import { addEmoji } from './day-with-emoji.js';
import { sendFiles } from './day-with-files.js';
import { search } from './day-with-search.js';
import { excused } from './excused.js';
import { flatten, type PlanNode } from '../../support/plan-nodes.js';

const large = new Set([
  'messages',
  'memberships',
  'rooms',
  'users',
  'sessions',
  'reactions',
  'presence',
  'last_here',
  'activity',
  'cursors',
  'notices',
  'notice_settings',
  'push_subscriptions',
  'thread_follows',
  'saved',
  'ignored',
  'files',
  'contents',
  'message_versions',
  'emoji',
  'search_segments',
  'search_rows',
  'drafts',
]);

let gathering: Gathering;
let empty: TestDatabase;
let planner: Client;
let asked: Asked[];

beforeAll(async () => {
  const listening = listenToStatements();
  try {
    gathering = await gatherForAdmin('boris', 'vera');
    await act(gathering);
  } finally {
    listening.stop();
  }
  asked = [...new Map(listening.asked.map((each) => [each.text, each])).values()].filter(
    ({ text }) => !/^(begin|commit|rollback)\b/.test(text),
  );
  empty = await createTestDatabase();
  await empty.query('vacuum analyze');
  planner = new Client({ connectionString: planned(empty.url) });
  await planner.connect();
});

afterAll(async () => {
  await planner.end();
  await Promise.all([gathering.close(), empty.drop()]);
});

/** A day in short: what people do by sockets, on pages, and by the API. */
async function act(gathered: Gathering): Promise<void> {
  const { anna, visitors, ids } = gathered;
  const tabOf = (visitor: Visitor) => gathered.tabOf(visitor);
  const [boris, vera] = [visitors.boris!, visitors.vera!];
  await boris.post('/chat', { room: 'hall' });
  const tab = await tabOf(boris);
  const { room } = await tab.join('hall');
  await talk(tab, room.id);
  await sendFiles(boris, tab, room.id, vera);
  await write(vera, await tabOf(vera), room.id, () => tab.say(room.id, 'more, @vera'));
  await addEmoji(anna, boris, tab, room.id);
  await look(boris, room.id);
  await look(anna, room.id);
  await comeBack(gathered, room.id, ids.boris!);
  await administrate(anna, room.id, ids.boris!);
  await tab.must('leave', { roomId: room.id });
  await eventually(async () => {
    const told = await gathered.app.database.query(
      "select from activity where kind in ('mention', 'private')",
    );
    return told.length === 2;
  }, 'what was meant for Vera was not found');
  await search(gathered, room.id, ids.boris!);
}

async function talk(tab: Tab, roomId: number): Promise<void> {
  const clientId = randomUUID();
  const first = await tab.say(roomId, 'hello', clientId);
  expect(await tab.say(roomId, 'hello', clientId)).toEqual(first);
  const answer = await tab.must('message', {
    roomId,
    clientId: randomUUID(),
    text: 'yes, @vera and @here',
    replyTo: first.id,
  });
  expect(answer).toMatchObject({ replyTo: first.id });
  for (const place of [{}, { after: 0 }])
    await tab.must('thread', { messageId: first.id, limit: 50, ...place });
  await tab.must('follow_thread', { messageId: first.id, on: true });
  await tab.must('read_thread', { messageId: first.id, seq: 99 });
  await tab.must('own_threads', { messageIds: [first.id] });
  await tab.must('edit', { messageId: first.id, text: 'hello again, @vera' });
  for (const on of [true, false]) {
    await tab.must('react', { messageId: first.id, emoji: '👍', on });
    await tab.must('pin', { messageId: first.id, on });
  }
  for (const page of [{}, { before: 2 }, { after: 1 }, { around: 1 }])
    await tab.must('history', { roomId, limit: 50, ...page });
  await tab.must('dates', { roomId, of: [1], since: ['2024-03-01T00:00:00Z'] });
  await tab.join('hall', 1);
  await tab.must('private_message', { to: 'vera', clientId: randomUUID(), text: 'psst' });
  await tab.must('delete', { messageId: first.id });
}

async function write(vera: Visitor, tab: Tab, roomId: number, more: () => Promise<unknown>): Promise<void> {
  await tab.join('hall');
  await more();
  // Where she stopped is not on this page: it is looked for.
  await vera.get('/chat/hall?before=1');
  await tab.must('read', { roomId, seq: 2 });
  await tab.must('read_activity', { ids: [1] });
  await tab.must('read_activity', { all: true });
  await tab.must('typing', { roomId });
  await vera.get('/chat/@boris');
  await vera.signOut();
}

async function look(reader: Visitor, roomId: number): Promise<void> {
  const paths = [
    '/chat/',
    '/chat/hall',
    '/chat/hall/1',
    '/chat/hall/people',
    '/chat/hall/pins',
    '/people/vera',
    '/account',
    '/activity',
    '/saved',
    '/chat/hall/2/keep',
  ];
  const api = [
    '',
    '/messages',
    '/changes?after=0',
    '/members',
    `/members?after=${2 ** 30}&query=v`,
    '/mentionable?query=v',
    '/heirs?query=v',
    '/online',
    '/pins',
  ].map((path) => `/api/rooms/${roomId}${path}`);
  const lists = [
    '/api/rooms',
    '/api/users',
    '/api/me',
    '/api/me/devices',
    '/api/me/activity',
    '/api/me/saved',
    '/api/me/saved?filter=reminders',
    '/api/me/saved?message=1',
    '/api/me/activity?kind=answer',
    '/api/me/activity?unread=true',
    '/api/me/activity?kind=mention&unread=true',
    '/api/lobby',
    '/api/lobby/others?query=ha',
    ...['?query=er', '', '?after=1', '/1?room=1'].map((path) => `/api/people${path}`),
    '/api/me/drafts',
    '/api/messages/1/versions',
  ];
  for (const path of [...paths, ...api, ...lists]) expect((await reader.get(path)).status).toBeLessThan(500);
}

/** After long: what came meanwhile, and what was changed. What is done now and then is done now. */
async function comeBack({ app, visitors }: Gathering, roomId: number, userId: number): Promise<void> {
  expect((await visitors.boris!.get('/api/me/away')).status).toBe(200);
  const boris = { id: userId, username: 'boris', role: 'member' as const };
  await app.app.get(Drafts, { strict: false }).keep(boris, { roomId, text: 'half a thought', replyTo: 1 });
  const meanwhile = app.app.get(MeanwhileRepository, { strict: false });
  await meanwhile.changed(userId, new Date(0), 50);
  await meanwhile.firstUnread(userId, [{ roomId, lastReadSeq: 0 }]);
  await app.app.get(NoticesRepository, { strict: false }).closeAll();
  await app.app.get(DevicesRepository, { strict: false }).tidy();
}

async function administrate(anna: Visitor, roomId: number, userId: number): Promise<void> {
  const paths = ['', '/online', '/people', `/people/${userId}`, '/rooms', `/rooms/${roomId}`, '/audit'];
  const searches = ['?text=hello', `?user=boris`, '?room=hall'];
  for (const path of [
    ...paths,
    `/rooms/${roomId}/history`,
    ...searches.map((search) => `/messages${search}`),
  ])
    expect((await anna.get(`/admin${path}`)).status).toBe(200);
}

/** Nodes that read a large table otherwise than by a condition on an index. */
async function strays(text: string): Promise<string[]> {
  const { rows } = await planner.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (generic_plan, format json) ${text}`,
  );
  return flatten(rows[0]!['QUERY PLAN'][0].Plan)
    .filter((node) => large.has(node['Relation Name'] ?? '') && isStray(node))
    .map((node) => `${node['Node Type']} of ${node['Relation Name']} ${node['Index Name'] ?? ''}`);
}

const isStray = (node: PlanNode) =>
  node['Node Type'] === 'Seq Scan' ||
  (/^Index/.test(node['Node Type']) && node['Index Cond'] === undefined) ||
  (/^Bitmap Heap/.test(node['Node Type']) && node['Recheck Cond'] === undefined);

const isExcused = (text: string) => excused.some(([part]) => text.includes(part));

test('no statement reads a table, or an index, from end to end', async () => {
  expect(asked.length).toBeGreaterThan(40);
  const found: [string, string[]][] = [];
  for (const { text } of asked) if (!isExcused(text)) found.push([text, await strays(text)]);
  expect(found.filter(([, nodes]) => nodes.length > 0)).toEqual([]);
});

test.each(excused)('what is excused by “%s” is still asked: %s', (part) => {
  expect(asked.filter(({ text }) => text.includes(part))).not.toEqual([]);
});
