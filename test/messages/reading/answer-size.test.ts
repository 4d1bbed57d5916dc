/** How large an answer of messages may be: what a slow telephone takes in at once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let roomId: number;
let tab: Tab;

beforeAll(async () => {
  app = await startApp();
  const anna = new Visitor(app.url);
  await anna.register('anna');
  roomId = await addRoom(app.database, 'hall');
  await app.database.query(
    `with counter as (update rooms set last_seq = 100, rev = 100 where id = $1 returning id)
     insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, n, n, (select id from users where username = 'anna'), gen_random_uuid(), 'text', $2, now()
     from counter, generate_series(1, 100) n`,
    [roomId, '﷽'.repeat(4_000)],
  );
  tab = await Tab.open(app.url, anna.cookieHeader);
});

afterAll(async () => {
  tab.close();
  await app.close();
});

const bytesOf = (answer: unknown) => Buffer.byteLength(JSON.stringify(answer));

test('a page is shorter where its messages are long, and says that there are more', async () => {
  const newest = await tab.must('history', { roomId, limit: 100 });
  expect(newest.messages.at(-1)!.seq).toBe(100);
  expect(newest.messages.length).toBeLessThan(100);
  expect(newest).toMatchObject({ hasBefore: true, hasAfter: false });
  const oldest = await tab.must('history', { roomId, after: 0, limit: 100 });
  expect(oldest.messages[0]!.seq).toBe(1);
  expect(oldest).toMatchObject({ hasBefore: false, hasAfter: true });
  for (const page of [newest, oldest]) expect(bytesOf(page)).toBeLessThan(600_000);
});

test('a page around a message has that one, and no hole', async () => {
  const { messages, ...more } = await tab.must('history', { roomId, around: 50, limit: 100 });
  expect(messages.map(({ seq }) => seq)).toContain(50);
  expect(new Set(messages.map(({ seq }, index) => seq - index)).size).toBe(1);
  expect(more).toEqual({ hasBefore: true, hasAfter: true });
  expect(bytesOf(messages)).toBeLessThan(1_200_000);
});

test('who has missed more than an answer holds begins anew, and is never given a part for all', async () => {
  expect(await tab.join('hall', 1)).toMatchObject({ reset: true, hasMore: true });
  const { reset, messages } = await tab.join('hall', 90);
  expect({ reset, came: messages.map(({ seq }) => seq) }).toEqual({
    reset: false,
    came: Array.from({ length: 10 }, (_, n) => 91 + n),
  });
});
