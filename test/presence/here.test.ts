/** Who is here at all, whatever room they look at: told to those who see it, and to nobody else. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import type { PersonView } from '../../src/shared/presence.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom, addUser } from '../support/factories.js';
import { eventually, Tab } from '../support/socket.js';
import { statementsOf } from '../support/statements.js';
import { Visitor } from '../support/visitor.js';

describe('People who are somewhere else', () => {
  let app: TestApp;
  let people: Record<string, Visitor>;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    app = await startApp({ RATE_LIMITS: 'off' });
    people = Object.fromEntries(
      ['anna', 'boris', 'clara', 'dora', 'egor', 'faina'].map((name) => [name, new Visitor(app.url)]),
    );
    for (const [name, person] of Object.entries(people)) await person.register(name);
  });

  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
  afterAll(() => app.close());

  const idOf = async (name: string) => {
    const sql = 'select id from users where username = $1';
    return Number((await app.database.query<{ id: string }>(sql, [name]))[0]!.id);
  };
  const membersOf = (...names: string[]) =>
    Promise.all(names.map(async (name) => ({ id: await idOf(name) })));
  /** A tab of somebody's that looks at no room yet. */
  const connect = async (name: string, url = app.url) => {
    const tab = await Tab.open(url, people[name]!.cookieHeader);
    tabs.push(tab);
    return tab;
  };
  const look = async (name: string, room: string, url = app.url) => {
    const tab = await connect(name, url);
    await tab.join(room);
    return tab;
  };
  /** What a tab was told of somebody, in order. */
  const toldOf = (tab: Tab, name: string): PersonView[] =>
    tab.all('presence_changed').flatMap((told) => told.people.filter(({ username }) => username === name));
  const isTold = (tab: Tab, name: string, online: boolean) =>
    eventually(
      () => toldOf(tab, name).at(-1)?.online === online,
      `It was never told that ${name} is ${online ? 'here' : 'gone'}.`,
    );
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const isWrittenNow = async (name: string, notBefore: Date) => {
    const rows = await app.database.query(
      'select from last_here l join users u on u.id = l.user_id where u.username = $1 and l.at >= $2',
      [name, notBefore],
    );
    return rows.length > 0;
  };

  test('are here for the members of their rooms and for nobody else, and it is written when they go', async () => {
    const members = await membersOf('anna', 'boris');
    await addRoom(app.database, 'shared', { members });
    await addRoom(app.database, 'theirs alone', { members: await membersOf('dora') });
    const [anna, dora] = [await look('anna', 'shared'), await look('dora', 'theirs alone')];
    const boris = await connect('boris');
    await isTold(anna, 'boris', true);
    expect(anna.all('user_join').flatMap(({ users }) => users.map(({ username }) => username))).not.toContain(
      'boris',
    );
    const leaving = new Date();
    boris.close();
    await isTold(anna, 'boris', false);
    expect(Date.parse(toldOf(anna, 'boris').at(-1)!.lastHereAt!)).toBeGreaterThanOrEqual(leaving.getTime());
    await eventually(() => isWrittenNow('boris', leaving), 'When Boris was here was never written.');
    expect(toldOf(dora, 'boris')).toEqual([]);
  });

  test('a reload, a second tab and a change of rooms are neither coming nor going', async () => {
    await addRoom(app.database, 'quiet', { members: await membersOf('anna', 'boris') });
    await addRoom(app.database, 'other', { members: await membersOf('boris') });
    const anna = await look('anna', 'quiet');
    let boris = await connect('boris');
    await isTold(anna, 'boris', true);
    const second = await connect('boris');
    boris.close();
    await pause(300);
    boris = await look('boris', 'other');
    second.close();
    await boris.join('quiet');
    await pause(4_000);
    expect(toldOf(anna, 'boris').map(({ online }) => online)).toEqual([true]);
  });

  test('are here for whom they have written to, in whatever room that person is', async () => {
    const boris = await connect('boris');
    await boris.must('private_message', { to: 'clara', clientId: crypto.randomUUID(), text: 'psst' });
    boris.close();
    await addRoom(app.database, 'elsewhere');
    const clara = await look('clara', 'elsewhere');
    const userIds = [await idOf('boris'), await idOf('clara')];
    await eventually(async () => {
      const { online } = await clara.must('who_is_here', { userIds });
      return !online.includes(userIds[0]!) && online.includes(userIds[1]!);
    }, 'Boris never went.');
    await connect('boris');
    await isTold(clara, 'boris', true);
    expect((await clara.must('who_is_here', { userIds })).online).toEqual(userIds);
  });

  test('on another node as on this one; a node that dies takes them with it, and when they were here stays', async () => {
    const members = await membersOf('anna', 'egor', 'faina');
    await addRoom(app.database, 'bridge', { members });
    const anna = await look('anna', 'bridge');
    const elsewhere = await startApp({ RATE_LIMITS: 'off' }, app.database);
    let leaving = new Date();
    try {
      await connect('egor', elsewhere.url);
      await isTold(anna, 'egor', true);
      // Somebody on a node of which nothing is heard any more.
      await app.database.query(
        `with dead as (insert into nodes (id, lease_until) values (gen_random_uuid(), now() + interval '6 seconds') returning id)
         insert into presence (node_id, socket_id, room_id, user_id) select dead.id, 'gone', 0, $1 from dead`,
        [members[2]!.id],
      );
      await isTold(anna, 'faina', true);
      await isTold(anna, 'faina', false);
      const lastLease = new Date(leaving.getTime() - 10_000);
      await eventually(() => isWrittenNow('faina', lastLease), 'When Faina was here was never written.');
      leaving = new Date();
    } finally {
      await elsewhere.close();
    }
    await isTold(anna, 'egor', false);
    expect(await isWrittenNow('egor', leaving)).toBe(true);
  });

  test('of many who come at once each room is told a few times, and the database asked a few times', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 30 }, (_, n) => addUser(app.database, `crowd-${n}`)),
    );
    await addRoom(app.database, 'square', { members: [...crowd, ...(await membersOf('anna', 'boris'))] });
    const anna = await look('anna', 'square');
    await pause(600);
    const before = anna.all('presence_changed').length;
    const presence = app.app.get(PresenceService, { strict: false });
    const texts = await statementsOf(async () => {
      for (const user of crowd) presence.came({ id: `tab of ${user.id}`, user });
      await isTold(anna, 'crowd-29', true);
    });
    expect(anna.all('presence_changed').length - before).toBeLessThanOrEqual(3);
    expect(texts.filter((text) => text.includes('seen_in')).length).toBeLessThanOrEqual(3);
    expect(texts.filter((text) => text.includes('insert into last_here')).length).toBeLessThanOrEqual(3);
    for (const user of crowd) presence.went(`tab of ${user.id}`);
    await isTold(anna, 'crowd-29', false);
  });
});
