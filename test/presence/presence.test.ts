import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { eventually, soon, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

describe('Who is online', () => {
  let app: TestApp;
  let people: Record<string, Visitor>;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    app = await startApp({ RATE_LIMITS: 'off' });
    people = Object.fromEntries(['anna', 'boris', 'clara'].map((name) => [name, new Visitor(app.url)]));
    for (const [name, person] of Object.entries(people)) await person.register(name);
  });

  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
  afterAll(() => app.close());

  const open = async (name: string, room: string, url = app.url) => {
    const tab = await Tab.open(url, people[name]!.cookieHeader);
    tabs.push(tab);
    await tab.join(room);
    return tab;
  };
  const names = (payload: { users: { username: string }[] }) =>
    payload.users.map((user) => user.username).sort();
  const comings = (tab: Tab, name: string) =>
    tab.all('user_join').filter((payload) => names(payload).includes(name)).length;
  const goings = (tab: Tab, name: string) =>
    tab.all('user_leave').filter((payload) => names(payload).includes(name)).length;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  test('is told to who joins, and coming and going to who is there', async () => {
    await addRoom(app.database, 'door');
    const a = await open('anna', 'door');
    expect(names(await a.until('user_list'))).toEqual(['anna']);
    const b = await open('boris', 'door');
    expect(names(await b.until('user_list'))).toEqual(['anna', 'boris']);
    expect(await a.until('user_join', (payload) => names(payload).includes('boris'))).toMatchObject({
      online: 2,
    });
    b.close();
    expect(await a.until('user_leave', (payload) => names(payload).includes('boris'))).toMatchObject({
      online: 1,
    });
  });

  test('a second tab, its closing and a reload are neither coming nor going', async () => {
    await addRoom(app.database, 'tabs');
    const a = await open('anna', 'tabs');
    let b = await open('boris', 'tabs');
    await a.until('user_join', (payload) => names(payload).includes('boris'));
    const second = await open('boris', 'tabs');
    second.close();
    for (let reload = 0; reload < 3; reload++) {
      b.close();
      await pause(300);
      b = await open('boris', 'tabs');
    }
    await pause(4_000);
    expect([comings(a, 'boris'), goings(a, 'boris')]).toEqual([1, 0]);
    expect(await (await open('clara', 'tabs')).until('user_list')).toMatchObject({ online: 3 });
  });

  test('is right after 50 tabs have opened and closed at random', async () => {
    await addRoom(app.database, 'storm');
    const observer = await open('clara', 'storm');
    const storm = Array.from({ length: 50 }, async (_, n) => {
      await pause((n * 37) % 1_500);
      const tab = await open(n % 2 ? 'anna' : 'boris', 'storm');
      await pause((n * 53) % 900);
      tab.close();
    });
    await Promise.all(storm);
    const last = await open('anna', 'storm');
    await observer.until('user_leave', (payload) => names(payload).includes('boris'));
    await pause(3_500);
    expect(names(last.all('user_list')[0]!)).toEqual(expect.arrayContaining(['anna', 'clara']));
    const later = await open('clara', 'storm');
    expect(names(await later.until('user_list'))).toEqual(['anna', 'clara']);
    await soon(async () => {
      expect(comings(observer, 'anna') - goings(observer, 'anna')).toBe(1);
      expect(comings(observer, 'boris') - goings(observer, 'boris')).toBe(0);
      // No socket that is gone.
      const rows = await app.database.query(
        "select p.socket_id from presence p join rooms r on r.id = p.room_id where r.name = 'storm'",
      );
      expect(rows).toHaveLength(3);
    });
  });

  test('holds across nodes, and a node that stops takes its people with it', async () => {
    await addRoom(app.database, 'bridge');
    const a = await open('anna', 'bridge');
    const elsewhere = await startApp({}, app.database);
    try {
      const b = await open('boris', 'bridge', elsewhere.url);
      expect(names(await b.until('user_list'))).toEqual(['anna', 'boris']);
      await a.until('user_join', (payload) => names(payload).includes('boris'));
      const twin = await open('anna', 'bridge', elsewhere.url);
      twin.close();
      await pause(4_000);
      expect(goings(a, 'anna')).toBe(0);
    } finally {
      await elsewhere.close();
    }
    await a.until('user_leave', (payload) => names(payload).includes('boris'));
  });

  test('nodes that died are forgotten when their leases end, one from before the clock went back as well', async () => {
    const roomId = await addRoom(app.database, 'ghost');
    const ghosts = [
      { name: 'boris', lease: '10 seconds' },
      { name: 'clara', lease: '1 day' },
    ];
    for (const { name, lease } of ghosts)
      await app.database.query(
        `with dead as (insert into nodes (id, lease_until) values (gen_random_uuid(), now() + $3::interval) returning id)
         insert into presence (node_id, socket_id, room_id, user_id)
         select dead.id, 'gone', $2, users.id from dead, users where username = $1`,
        [name, roomId, lease],
      );
    await pause(1_600);
    const a = await open('anna', 'ghost');
    expect(names(await a.until('user_list'))).toEqual(['anna', 'boris', 'clara']);
    for (const { name } of ghosts) await a.until('user_leave', (payload) => names(payload).includes(name));
  });

  test('is told on though the clock of the server goes back', async () => {
    const roomId = await addRoom(app.database, 'summer time');
    const [a, b] = [await open('anna', 'summer time'), await open('boris', 'summer time')];
    await a.until('user_join', (payload) => names(payload).includes('boris'));
    const leases = async () =>
      (
        await app.database.query<{ id: string }>(
          `select n.id from nodes n where lease_until > $1 and exists (select from presence where node_id = n.id and room_id = $2)`,
          [new Date(begun + 15_500), roomId],
        )
      ).length;
    const begun = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => begun - 3_600_000);
    try {
      b.close();
      await eventually(() => goings(a, 'boris') === 1, 'Boris stayed.');
      await eventually(async () => (await leases()) === 1, 'The lease was not renewed.');
    } finally {
      clock.mockRestore();
    }
  });

  test('is told to a crowd twice a second at most, however many come', async () => {
    const roomId = await addRoom(app.database, 'crowded');
    const a = await open('anna', 'crowded');
    const come = (n: number) =>
      app.app.get(PresenceService, { strict: false }).entered(roomId, {
        id: `one of many ${n}`,
        user: { id: 1_000_000 + n, username: `p${n}`, role: 'member' },
      });
    for (let n = 0; n < 250; n++) come(n);
    const last = () => a.all('user_join').at(-1)?.online;
    await eventually(() => last() === 251, 'Anna was never told of the crowd.');
    const [before, begun] = [a.all('user_join').length, Date.now()];
    for (let n = 250; n < 350; n++) {
      come(n);
      await pause(30);
    }
    await eventually(() => last() === 351, 'Anna was never told of all.');
    const seconds = (Date.now() - begun) / 1_000;
    expect(a.all('user_join').length - before).toBeLessThanOrEqual(2 * seconds + 1);
  });

  test('survives the loss of the presence tables, as a crash of PostgreSQL brings it', async () => {
    await addRoom(app.database, 'crash');
    const a = await open('anna', 'crash');
    await pause(600);
    await app.database.query('truncate presence, nodes');
    const count = async () => {
      const [row] = await app.database.query<{ count: string }>(
        "select count(*) from presence p join nodes n on n.id = p.node_id join rooms r on r.id = p.room_id where r.name = 'crash'",
      );
      return Number(row!.count);
    };
    await eventually(async () => (await count()) === 1, 'The rows never came back.');
    expect(goings(a, 'anna')).toBe(0);
  });
});
