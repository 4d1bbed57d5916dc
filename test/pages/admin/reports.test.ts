/** Moderators decide about reports on a page of theirs, without scripts, and see nothing else of administration. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { type Caller, newCaller } from '../../support/operations/caller.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
let mona: Visitor;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [await newCaller(app, 'anna'), await newCaller(app, 'boris')];
  mona = new Visitor(app.url);
  await mona.register('mona');
  await app.database.query("update users set role = 'moderator' where username = 'mona'");
});

afterAll(() => app.close());

test('a moderator finds the report, reads what was said around it, and decides', async () => {
  const roomId = await addRoom(app.database, 'cellar', {
    access: 'private',
    members: [anna.user, boris.user],
  });
  const say = (text: string) =>
    boris.must<{ id: number }>('POST', `/api/rooms/${roomId}/messages`, { text, clientId: randomUUID() });
  await say('harmless');
  const { id } = await say('<b>you</b> fool');
  await anna.must('POST', `/api/messages/${id}/reports`, { reason: 'Insults' });

  const led = await mona.get('/admin');
  expect([led.status, led.headers.get('location')]).toEqual([303, '/admin/reports']);
  const list = (await mona.get('/admin/reports')).body;
  expect(list).toContain('&lt;b&gt;you&lt;/b&gt; fool');
  expect(list).toMatch(/anna<\/bdi>: <span dir="auto">Insults/);
  expect(list).not.toContain('href="/admin/people"');
  const href = /href="(\/admin\/reports\/\d+)"/.exec(list)![1]!;
  const page = (await mona.get(href)).body;
  expect(page).toContain('The audit log records that you looked at this.');
  expect(page).toContain('harmless');
  expect(page).not.toContain('value="disabled"');

  const unsaid = await mona.post(href, { note: 'what?' });
  expect(unsaid.status).toBe(422);
  expect(unsaid.body).toContain('Choose what to do.');
  expect(unsaid.body).toContain('value="what?"');
  expect((await mona.post(href, { decision: 'disabled', note: '' })).status).toBe(403);
  const decided = await mona.post(href, { decision: 'removed', note: 'Enough' });
  expect([decided.status, decided.headers.get('location')]).toEqual([303, '/admin/reports?done=decided']);
  expect((await mona.get('/admin/reports')).body).toContain('Nothing waits for a decision.');
  expect((await mona.get(href)).body).toMatch(/Enough/);
  expect((await mona.post(href, { decision: 'dismissed', note: '' })).status).toBe(409);
  expect(await anna.must('GET', `/api/messages/${id}`)).toMatchObject({ deletedBy: 'moderator' });
});

test('what a line of a room says stands in the language of whoever looks at it', async () => {
  const roomId = await addRoom(app.database, 'attic', { members: [anna.user], keepers: [boris.user] });
  await boris.must('PATCH', `/api/rooms/${roomId}`, { topic: 'you fool' });
  const { messages } = await anna.must<{ messages: { id: number }[] }>(
    'GET',
    `/api/rooms/${roomId}/messages`,
  );
  await anna.must('POST', `/api/messages/${messages.at(-1)!.id}/reports`, { reason: 'Rude' });
  const inRussian = { accept: 'text/html', 'accept-language': 'ru' };
  const { body: list } = await mona.get('/admin/reports', inRussian);
  const line = /меняет тему: \u2068you fool\u2069/g;
  expect(list).toMatch(line);
  const { body: page } = await mona.get(/href="(\/admin\/reports\/\d+)"/.exec(list)![1]!, inRussian);
  expect(page.match(line)).toHaveLength(2);
});

test('nothing else of administration is open to a moderator', async () => {
  for (const path of ['/admin/people', '/admin/settings', '/admin/audit', '/admin/messages', '/admin/online'])
    expect((await mona.get(path)).status).toBe(403);
});
