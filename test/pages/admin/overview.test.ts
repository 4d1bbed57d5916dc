/** The overview and the audit log. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstHour, messageHours } from '../../../src/server/pages/admin/message-hours.js';
import {
  MessageCounts,
  messagesLookedAt,
} from '../../../src/server/messages/reading/message-counts.repository.js';
import { Statements } from '../../../src/server/platform/postgres/statements.js';
import { gatherForAdmin, type Gathering, pathFrom } from '../../support/administration.js';
import { addRoom, addUser, fillRoom } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';
import { eventually } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';
import { flatten, type PlanNode } from '../../support/plan-nodes.js';

describe('Anna, an administrator,', () => {
  let here: Gathering;

  beforeAll(async () => {
    here = await gatherForAdmin('boris');
  });

  afterAll(() => here.close());

  test('sees in numbers what goes on, and each leads to what it counts', async () => {
    await here.visitors.boris!.post('/chat/', { room: 'kitchen' });
    const tab = await here.tabOf(here.visitors.boris!);
    const { room } = await tab.join('kitchen');
    await tab.say(room.id, 'one of the last 24 hours');
    await eventually(
      async () => (await here.anna.get('/admin')).body.includes('<strong>1</strong> online now'),
      'Boris never came online',
    );
    const { body } = await here.anna.get('/admin');
    for (const fact of [
      '<strong>1</strong> message in 24 hours',
      'All is well',
      'PostgreSQL',
      process.version,
    ])
      expect(body).toContain(fact);
    const links = [...body.matchAll(/class="stat" href="([^"]+)"/g)].map((match) =>
      match[1]!.replaceAll('&#x3D;', '='),
    );
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect((await here.anna.get(link)).status).toBe(200);
    expect((await here.anna.get('/admin/online')).body).toContain(`href="/admin/people/${here.ids.boris}"`);
  });

  test('finds the way here on her account page and in the sidebar; Boris does not', async () => {
    for (const path of ['/account', '/chat/kitchen']) {
      expect((await here.anna.get(path)).body).toContain('href="/admin"');
      expect((await here.visitors.boris!.get(path)).body).not.toContain('href="/admin"');
    }
  });

  test('reads the audit log in sentences, in English and in Russian, and filters it', async () => {
    pathFrom(await here.anna.post(`/admin/people/${here.ids.boris}/role`, { role: 'admin' }));
    pathFrom(await here.anna.post(`/admin/people/${here.ids.boris}/role`, { role: 'member' }));
    const plain = (body: string) => body.replaceAll(/<[^>]+>/g, '');
    const byAnna = await here.anna.get('/admin/audit?who=anna&action=role_changed&about=@boris');
    expect(plain(byAnna.body)).toContain('anna made boris an administrator');
    expect(plain(byAnna.body)).toContain('anna made boris a member');
    const russian = new Visitor(here.app.url, 'ru');
    await russian.signIn('anna');
    expect(plain((await russian.get('/admin/audit')).body)).toContain('anna делает boris администратором');
    const byBoris = await here.anna.get('/admin/audit?who=boris&action=role_changed');
    expect(byBoris.body).toContain('Nothing in the audit log matches.');
    const today = new Date().toISOString().slice(0, 10);
    expect((await here.anna.get('/admin/audit?until=2020-01-01')).body).toContain('Nothing in the audit log');
    expect((await here.anna.get(`/admin/audit?from=${today}&action=role_changed`)).body).toContain('made');
    expect((await here.anna.get('/admin/audit?from=yesterday')).status).toBe(422);
    expect((await here.anna.get('/admin/audit?action=nonsense')).status).toBe(422);
    expect((await here.anna.get('/admin/audit?who=nobody')).body).toContain(
      'There is nobody with this name.',
    );
  });

  test('turns the pages of the audit log, and no entry is on two of them', async () => {
    const network = `network-${Date.now()}`;
    await here.app.database.query(
      "insert into audit_log (action, subject_type, subject_name) select 'address_banned', 'address', $1 || '-' || n || '.' from generate_series(1, 120) n",
      [network],
    );
    const seen: string[] = [];
    let path: string | undefined = '/admin/audit?action=address_banned';
    while (path !== undefined) {
      const body: string = (await here.anna.get(path)).body
        .replaceAll('&#x3D;', '=')
        .replaceAll('&amp;', '&');
      seen.push(...[...body.matchAll(new RegExp(`${network}-\\d+\\.`, 'g'))].map(([name]) => name));
      path = /href="([^"]+)" rel="next"/.exec(body)?.[1];
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(120);
  });
});

describe('The messages per hour', () => {
  const now = Date.UTC(2026, 10, 20, 9, 12);
  const hourAgo = (hours: number) => new Date(Math.floor(now / 3_600_000) * 3_600_000 - hours * 3_600_000);

  test('are 24 bars, of which the last goes on now; older messages are in none', () => {
    const since = firstHour(now);
    expect(since).toEqual(hourAgo(23));
    const rows = [
      { hour: hourAgo(0), messages: 5 },
      { hour: hourAgo(23), messages: 10 },
      { hour: hourAgo(24), messages: 1000 },
    ];
    const hours = messageHours(rows, since, 1015);
    expect(hours.bars).toHaveLength(24);
    expect([hours.total, hours.most, hours.isCut]).toEqual([15, 10, false]);
    expect(hours.bars[0]).toMatchObject({ messages: 10, y: 0, height: 100 });
    expect(hours.bars[23]).toMatchObject({ messages: 5, height: 50 });
  });

  test('say so when there were more than are looked at', () => {
    const rows = [{ hour: hourAgo(2), messages: 100 }];
    expect(messageHours(rows, firstHour(now), 100).isCut).toBe(true);
  });
});

describe('With more messages than are looked at', () => {
  let node: TestServices;

  beforeAll(async () => {
    node = await startServices();
    const anna = await addUser(node.database, 'anna');
    await fillRoom(node.database, await addRoom(node.database, 'room'), anna.id, messagesLookedAt + 50_000);
    await node.database.query('vacuum analyze messages');
  }, 120_000);

  afterAll(() => node.close());

  test('the count per hour walks back along the primary key and stops there', async () => {
    const statements = node.get(Statements);
    let asked = '';
    const query = statements.query.bind(statements);
    statements.query = (text, values) => {
      if (text.includes('from messages')) asked = text;
      return query(text, values);
    };
    const since = firstHour(Date.now());
    await node.get(MessageCounts).byHour(since);
    statements.query = query;
    const [row] = await node.database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `explain (analyze, format json) ${asked}`,
      [since],
    );
    const reads = flatten(row!['QUERY PLAN'][0].Plan).filter((each) => each['Relation Name'] === 'messages');
    expect(reads.map((each) => each['Index Name'])).toEqual(['messages_pkey']);
    expect(reads[0]!['Actual Rows']).toBe(messagesLookedAt);
  });
});
