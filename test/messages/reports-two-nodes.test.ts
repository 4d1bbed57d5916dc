/** Two moderators on two nodes decide about one report at the same moment: there is one decision, and what was done is what it says. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActivityPage } from '../../src/shared/activity.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newBrowserCaller, newCaller } from '../support/operations/caller.js';
import { soon } from '../support/socket.js';

let north: TestApp;
let south: TestApp;
let anna: Caller;
let boris: Caller;
let decider: { north: Caller; south: Caller };
let roomId: number;

beforeAll(async () => {
  north = await startApp({ RATE_LIMITS: 'off' });
  south = await startApp({ RATE_LIMITS: 'off' }, north.database);
  [anna, boris] = [await newCaller(north, 'anna'), await newCaller(north, 'boris')];
  decider = {
    north: await newCaller(north, 'nina', 'admin'),
    south: await newCaller(south, 'sonya', 'admin'),
  };
  roomId = await addRoom(north.database, 'kitchen', { members: [anna.user, boris.user] });
});

afterAll(async () => {
  await south.close();
  await north.close();
});

test('one of them hears that somebody else has decided, and nothing of what they asked for is done', async () => {
  const decided: string[] = [];
  for (let n = 0; n < 8; n++) {
    const { id } = await boris.must<MessageView>('POST', `/api/rooms/${roomId}/messages`, {
      ...{ text: `rude ${n}`, clientId: randomUUID() },
    });
    await anna.must('POST', `/api/messages/${id}/reports`, { reason: 'Rude' });
    const { reports } = await decider.north.must<{ reports: { id: number }[] }>('GET', '/api/reports');
    const decide = (who: Caller, decision: string) =>
      who.call<{ detail: string }>('PATCH', `/api/reports/${reports[0]!.id}`, { decision });
    const answers = await Promise.all([decide(decider.north, 'dismissed'), decide(decider.south, 'removed')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.detail).toBe(
      'Somebody else has decided about this already.',
    );
    const isDismissed = answers[0].status === 204;
    const [row] = await north.database.query(
      'select deleted_at is null as stands from messages where id = $1',
      [id],
    );
    expect(row).toEqual({ stands: isDismissed });
    decided.push(isDismissed ? 'dismissed' : 'removed');
  }
  await soon(async () => {
    const { entries } = await anna.must<ActivityPage>('GET', '/api/me/activity?kind=report');
    expect(
      entries.map(({ decision }) => (decision === 'dismissed' ? decision : 'removed')).reverse(),
    ).toEqual(decided);
  });
  const noted = await north.database.query("select from audit_log where action = 'report_decided'");
  expect(noted).toHaveLength(decided.length);
});

test('a moderator is offered to mute the author where they may, and only there', async () => {
  const [mona, vera] = [await newBrowserCaller(north, 'mona'), await newCaller(north, 'vera')];
  await north.database.query("update users set role = 'moderator' where id = $1", [mona.user.id]);
  const closed = await addRoom(north.database, 'attic', {
    access: 'private',
    members: [anna.user, vera.user],
  });
  const offered = async (place: number, who: Caller) => {
    const { id } = await who.must<MessageView>('POST', `/api/rooms/${place}/messages`, {
      ...{ text: 'rude', clientId: randomUUID() },
    });
    await anna.must('POST', `/api/messages/${id}/reports`, { reason: 'Rude' });
    const [row] = await north.database.query<{ id: number }>('select max(id) as id from reports');
    const page = await fetch(`${north.url}/admin/reports/${row!.id}`, { headers: { cookie: mona.cookie } });
    return (await page.text()).includes('value="silenced"');
  };
  await north.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [
    roomId,
    vera.user.id,
  ]);
  expect(await offered(roomId, vera)).toBe(true);
  expect(await offered(closed, vera)).toBe(false);
  await north.database.query('update memberships set keeper = true where user_id = $1', [vera.user.id]);
  expect(await offered(roomId, vera)).toBe(false);
});
