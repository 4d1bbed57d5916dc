/** A message that somebody reports: the moderators see it with what is around, decide once, and whoever reported it hears of that. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActivityPage } from '../../src/shared/activity.js';
import type { MessageView } from '../../src/shared/messages.js';
import { Reports } from '../../src/server/messages/reports/reports.service.js';
import { openedReport, type ReportList, reportList } from '../../src/shared/reports.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newBrowserCaller, newCaller } from '../support/operations/caller.js';
import { soon, Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;
let cleo: Caller;
let chief: Caller;
/** A moderator. */
let mona: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris, cleo] = [
    await newCaller(app, 'anna'),
    await newCaller(app, 'boris'),
    await newCaller(app, 'cleo'),
  ];
  chief = await newCaller(app, 'chief', 'admin');
  mona = await newBrowserCaller(app, 'mona');
  await app.database.query("update users set role = 'moderator' where id = $1", [mona.user.id]);
});

afterAll(() => app.close());

const newRoom = (name: string, ...members: Caller[]) =>
  addRoom(app.database, name, { access: 'private', members: members.map(({ user }) => user) });

const say = (who: Caller, roomId: number, text: string) =>
  who.must<MessageView & { id: number }>('POST', `/api/rooms/${roomId}/messages`, {
    text,
    clientId: randomUUID(),
  });

const report = (who: Caller, messageId: number, reason = 'Rude') =>
  who.call('POST', `/api/messages/${messageId}/reports`, { reason });

const listed = async (state = 'open') =>
  reportList.parse(await chief.must('GET', `/api/reports?state=${state}`));

const opened = async (id: number) => openedReport.parse(await chief.must('GET', `/api/reports/${id}`));

const decide = (id: number, body: object, who = chief) => who.call('PATCH', `/api/reports/${id}`, body);

const toldTo = async (who: Caller) =>
  (await who.must<ActivityPage>('GET', '/api/me/activity?kind=report')).entries;

const noted = (action: string) =>
  app.database.query<{ actor_name: string; details: Record<string, unknown> }>(
    'select actor_name, details from audit_log where action = $1 order by id',
    [action],
  );

test('what two report in a private room is seen with what was said around it, removed, and both hear of it, once', async () => {
  const roomId = await newRoom('reported', anna, boris, cleo);
  for (let n = 1; n <= 7; n++) await say(cleo, roomId, `before ${n}`);
  const { id } = await say(boris, roomId, 'you fool');
  await say(cleo, roomId, 'after');
  const tab = await Tab.open(app.url, '', { token: chief.token });
  const annas = await Tab.open(app.url, '', { token: anna.token });
  expect((await report(anna, id, '  He insults Cleo  ')).status).toBe(204);
  expect((await report(cleo, id, 'Me, that is')).status).toBe(204);
  expect((await report(anna, id)).status).toBe(409);
  await tab.until('peace_changed', ({ open }) => open === 1);
  const { reports, open } = await listed();
  expect(open).toBe(1);
  expect(reports).toMatchObject([
    {
      message: { id, seq: 8, author: { username: 'boris' }, text: 'you fool' },
      room: { id: roomId, name: 'reported', access: 'private' },
      reports: [
        { by: { username: 'anna' }, reason: 'He insults Cleo' },
        { by: { username: 'cleo' }, reason: 'Me, that is' },
      ],
      decided: null,
    },
  ]);
  const { around } = await opened(reports[0]!.id);
  expect(around.map(({ text }) => text)).toEqual([
    ...[3, 4, 5, 6, 7].map((n) => `before ${n}`),
    'you fool',
    'after',
  ]);
  expect(await noted('report_opened')).toMatchObject([
    { actor_name: 'chief', details: { room: 'reported' } },
  ]);

  const decisions = await Promise.all([
    decide(reports[0]!.id, { decision: 'removed', note: 'Second time' }),
    decide(reports[0]!.id, { decision: 'removed', note: 'Second time' }),
  ]);
  expect(decisions.map(({ status }) => status).sort()).toEqual([204, 409]);
  expect(await anna.must('GET', `/api/messages/${id}`)).toMatchObject({ deletedBy: 'moderator' });
  await annas.until('activity', ({ entry }) => entry?.kind === 'report');
  for (const who of [anna, cleo])
    expect(await toldTo(who)).toMatchObject([
      { kind: 'report', message: { id }, decision: 'removed', read: false },
    ]);
  expect(await toldTo(boris)).toEqual([]);
  await tab.until('peace_changed', ({ open }) => open === 0);
  expect((await listed()).reports).toEqual([]);
  // What it said is there for the moderators still, and in no page of the room.
  expect((await listed('decided')).reports).toMatchObject([
    {
      message: { text: 'you fool' },
      decided: { what: 'removed', by: { username: 'chief' }, note: 'Second time' },
    },
  ]);
  expect(await noted('report_decided')).toMatchObject([{ details: { decision: 'removed', reports: 2 } }]);
  expect(annas.all('peace_changed')).toEqual([]);
  for (const each of [tab, annas]) each.close();
});

test('what is dismissed stays, and whoever reported it hears that as well, whomever they ignore', async () => {
  const roomId = await newRoom('dismissed', anna, boris);
  const { id } = await say(boris, roomId, 'I disagree');
  await anna.must('PUT', `/api/people/${boris.user.id}/ignored`);
  expect((await report(anna, id)).status).toBe(204);
  const [{ id: reportId } = { id: 0 }] = (await listed()).reports;
  await decide(reportId, { decision: 'dismissed' });
  await soon(async () =>
    expect((await toldTo(anna))[0]).toMatchObject({
      decision: 'dismissed',
      message: { text: 'I disagree', author: { username: 'boris' } },
    }),
  );
  expect(await anna.must('GET', `/api/messages/${id}`)).toMatchObject({ text: 'I disagree' });
  await anna.must('DELETE', `/api/people/${boris.user.id}/ignored`);
});

test('a private message is reported like any other; its author may lose the account for it', async () => {
  const vandal = await newCaller(app, 'vandal');
  const sent = await vandal.must<{ id: number }>('POST', '/api/direct/messages', {
    to: 'anna',
    text: 'I know where you live',
    clientId: randomUUID(),
  });
  expect((await report(cleo, sent.id)).status).toBe(404);
  expect((await report(vandal, sent.id)).status).toBe(422);
  expect((await report(anna, sent.id)).status).toBe(204);
  const [found] = (await listed()).reports;
  expect(found).toMatchObject({ room: { access: 'direct', name: 'anna, vandal' } });
  expect((await opened(found!.id)).around).toHaveLength(1);
  expect((await decide(found!.id, { decision: 'disabled', reason: 'Threats' })).status).toBe(204);
  expect(await anna.must('GET', `/api/messages/${sent.id}`)).toMatchObject({ deletedBy: 'moderator' });
  expect(await chief.must('GET', `/api/users/${vandal.user.id}`)).toMatchObject({
    disabled: { reason: 'Threats' },
  });
});

test('what was deleted before is decided by what it said; what is deleted already is not reported', async () => {
  const roomId = await newRoom('deleted', anna, boris);
  const { id } = await say(boris, roomId, 'gone in a minute');
  await report(anna, id);
  await boris.must('DELETE', `/api/messages/${id}`);
  expect((await report(anna, (await say(anna, roomId, 'mine')).id)).status).toBe(422);
  const [found] = (await listed()).reports;
  expect(found).toMatchObject({ message: { text: 'gone in a minute' } });
  await decide(found!.id, { decision: 'removed' });
  const other = await say(boris, roomId, 'quick');
  await boris.must('DELETE', `/api/messages/${other.id}`);
  expect((await report(anna, other.id)).status).toBe(409);
});

test('a moderator decides, too, but disables nobody', async () => {
  const roomId = await newRoom('moderated', anna, boris);
  const { id } = await say(boris, roomId, 'spam');
  await report(anna, id);
  const { reports } = await mona.must<ReportList>('GET', '/api/reports');
  const [found] = reports;
  await mona.must('GET', `/api/reports/${found!.id}`);
  expect((await decide(found!.id, { decision: 'disabled' }, mona)).status).toBe(403);
  expect((await decide(found!.id, { decision: 'removed' }, mona)).status).toBe(204);
  expect(await anna.must('GET', `/api/messages/${id}`)).toMatchObject({ deletedBy: 'moderator' });
});

test('whoever wrote it may be muted in the room for a while, by whoever keeps the peace there', async () => {
  const roomId = await newRoom('muted', anna, boris, mona);
  const { id } = await say(boris, roomId, 'spam');
  await report(anna, id);
  const [found] = (await listed()).reports;
  expect((await decide(found!.id, { decision: 'silenced' }, mona)).status).toBe(422);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  expect((await decide(found!.id, { decision: 'silenced', until }, mona)).status).toBe(204);
  const refused = await boris.call('POST', `/api/rooms/${roomId}/messages`, {
    text: 'more',
    clientId: randomUUID(),
  });
  expect(refused.status).toBe(403);
});

test('members see no reports, and decide nothing', async () => {
  for (const [method, path] of [
    ['GET', '/api/reports'],
    ['GET', '/api/reports/1'],
    ['PATCH', '/api/reports/1'],
  ] as const)
    expect(
      (await anna.call(method, path, method === 'PATCH' ? { decision: 'dismissed' } : undefined)).status,
    ).toBe(403);
});

test('90 days after the decision nobody knows any more what it said', async () => {
  await app.database.query(
    "update reports set decided_at = now() - interval '91 days' where reason = 'Me, that is'",
  );
  await app.app.get(Reports).tidy();
  const rows = await app.database.query<{ text: string | null }>('select text from reports order by id');
  expect(rows.filter(({ text }) => text === null)).toHaveLength(1);
});
