/** kill -9 of the built server, again and again, while it indexes what was said and people go on: nothing is left out, stale, or there twice. */
import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from '@jest/globals';
import { searchView } from '../../src/shared/search.js';
import { Random } from '../proofs/torture/random.js';
import { runCommand } from '../support/command.js';
import { testConfig } from '../support/config.js';
import { createTestDatabase } from '../support/database.js';
import { addRoom } from '../support/factories.js';
import { type ServerProcess, startServer, temporaryFolder } from '../support/server-process.js';
import { eventually, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';
import { readPlainly } from './plain-reading.js';
import { query, said } from './said.js';

const database = await createTestDatabase();
afterAll(() => database.drop());

const random = new Random(47);
const names = ['hall', 'yard', 'attic'];
const ofEach = 4_000;

/** A room in which people had talked for long before there was an index. */
async function fill(name: string, authorId: number): Promise<number> {
  const roomId = await addRoom(database, name, { members: [{ id: authorId }] });
  await database.query(
    `insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, $2, gen_random_uuid(), 'text', text, now() - make_interval(secs => $4 - n)
     from unnest($3::text[]) with ordinality said(text, n)`,
    [roomId, authorId, Array.from({ length: ofEach }, () => said(random)), ofEach],
  );
  await database.query('update rooms set last_seq = $2, rev = $2, last_message_at = now() where id = $1', [
    roomId,
    ofEach,
  ]);
  return roomId;
}

/** Changes of all rooms, those of them that are in the index, and in how many it is so far behind that a search does not read all of them. */
async function heads() {
  const [row] = await database.query<{ rev: number; indexed: number; far: number }>(
    `select sum(rev)::int as rev, sum(indexed)::int as indexed, (count(*) filter (where rev - indexed > 900))::int as far
     from rooms cross join lateral (select coalesce((
       select cursors.rev from cursors where subscriber = 'search' and room_id = rooms.id), 0) as indexed) cursor`,
  );
  return row!;
}

/** Writes, edits and deletes without a pause, until the server is gone. */
async function talk(tab: Tab, rooms: number[], ids: number[]): Promise<void> {
  const gone = new Promise<null>((resolve) => tab.socket.once('disconnect', () => resolve(null)));
  while (tab.socket.connected) {
    const what = random.below(4);
    const messageId = random.pick(ids);
    const doing =
      what === 0
        ? tab.ask('edit', { messageId, text: said(random) })
        : what === 1
          ? tab.ask('delete', { messageId })
          : tab.ask('message', { roomId: random.pick(rooms), clientId: randomUUID(), text: said(random) });
    await Promise.race([doing.catch(() => null), gone]);
  }
}

async function found(reader: Visitor, q: string): Promise<{ places: string[]; isWhole: boolean }> {
  const places: string[] = [];
  for (let cursor = ''; ;) {
    const reply = await reader.get(`/api/search?q=${encodeURIComponent(q)}&limit=50${cursor}`);
    const { hits, next, isWhole } = searchView.parse(JSON.parse(reply.body));
    places.push(...hits.map(({ message }) => `${message.roomId}:${message.seq}`));
    if (next === null || !isWhole) return { places, isWhole };
    cursor = `&cursor=${next}`;
  }
}

/** Where the server has not looked everywhere it says so, and what it has is right. */
async function agree(reader: Visitor, rooms: number[], queries: number): Promise<void> {
  let hits = 0;
  for (let turn = 0; turn < queries; turn++) {
    const q = query(random);
    const wanted = await readPlainly(database, rooms, q);
    const { places, isWhole } = await found(reader, q);
    const expected = isWhole ? wanted : wanted.filter((place) => places.includes(place));
    expect([q, ...places]).toEqual([q, ...expected]);
    hits += wanted.length;
  }
  expect(hits).toBeGreaterThan(queries);
}

/** The same once a search looks at everything; on a machine that is busy it is asked again. */
async function agreeWhole(reader: Visitor, rooms: number[], queries: number): Promise<void> {
  await eventually(async () => (await heads()).far === 0, 'the index stays behind');
  for (let turn = 0; turn < queries; turn++) {
    const q = query(random);
    const wanted = await readPlainly(database, rooms, q);
    let answer = await found(reader, q);
    for (let again = 0; !answer.isWhole && again < 20; again++) answer = await found(reader, q);
    expect([q, answer]).toEqual([q, { places: wanted, isWhole: true }]);
  }
}

test('killed while it indexes and people write, edit and delete: whoever searches after that finds what is there', async () => {
  const settings = { DATABASE_URL: database.url, DATA_DIR: temporaryFolder(), RATE_LIMITS: 'off' };
  let server: ServerProcess = await startServer(settings);
  const anna = new Visitor(server.url);
  await anna.register('anna');
  const [user] = await database.query<{ id: number }>("select id from users where username = 'anna'");
  const rooms: number[] = [];
  const die = async () => {
    server.kill('SIGKILL');
    await server.ended;
  };
  const startAgain = async () => {
    server = await startServer({ ...settings, PORT: new URL(server.url).port });
  };

  await die();
  for (const name of names) {
    rooms.push(await fill(name, user!.id));
    const messages = await database.query<{ id: number }>('select id from messages order by id');
    const ids = messages.map(({ id }) => id);
    await startAgain();
    await agree(anna, rooms, 2);
    const tab = await Tab.open(server.url, anna.cookieHeader);
    const talking = Promise.all(Array.from({ length: 6 }, () => talk(tab, rooms, ids)));
    // Somewhere in what it does with the room, or with what is said since.
    await new Promise((resolve) => setTimeout(resolve, random.below(2_000)));
    await die();
    await talking;
    const { rev, indexed } = await heads();
    expect(indexed).toBeLessThan(rev);
  }
  await startAgain();
  await agree(anna, rooms, 4);
  await agreeWhole(anna, rooms, 6);
  await eventually(async () => {
    const { rev, indexed } = await heads();
    return rev === indexed;
  }, 'the index never came to the end');
  await agreeWhole(anna, rooms, 6);
  await server.stop();
  const config = testConfig(database.url, { DATA_DIR: settings.DATA_DIR });
  const well = { code: 0, stdout: 'All is well.\n', stderr: '' };
  expect(await runCommand(['doctor'], config).ended).toEqual(well);
});
