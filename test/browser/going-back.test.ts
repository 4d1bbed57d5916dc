/** Back from another room: what was being read is there again, and so are the messages around it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { member, type Person } from '../support/browser.js';
import { addRoom, addUser, fillRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

let server: TestApp;
let anna: Person;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  const annalist = await addUser(server.database, 'annalist');
  for (const name of ['novel', 'notes']) {
    const roomId = await addRoom(server.database, name);
    await fillRoom(server.database, roomId, annalist.id, 400);
  }
  anna = await member(server.url, 'anna');
  for (const room of ['notes', 'novel']) {
    await anna.page.goto(`/chat/${room}`);
    await anna.page.locator('.people [data-username], .people .hint').first().waitFor();
  }
});

afterAll(() => server.close());

const isInView = (selector: string) =>
  anna.page.evaluate<boolean>(`(() => {
    const box = document.querySelector('${selector}')?.getBoundingClientRect();
    return !!box && box.bottom > 0 && box.top < innerHeight;
  })()`);
const isHere = (room: string) => anna.page.locator('#room-name', { hasText: room }).waitFor();
const goTo = async (room: string) => {
  await anna.page.locator('.sidebar .room-link', { hasText: room }).click();
  await isHere(room);
};

test('back and forward show again what was being read, far up in a room', async () => {
  await anna.page.goto('/chat/novel/120');
  await eventually(() => isInView('#m120'), 'message 120 is not shown');
  await goTo('notes');
  await goTo('novel');
  await eventually(() => isInView('#m400'), 'a room that is opened anew begins at its end');
  await anna.page.goBack();
  await isHere('notes');
  await anna.page.goBack();
  await isHere('novel');
  await eventually(() => isInView('#m120'), 'message 120 is not shown again');
  expect(await anna.page.locator('.is-target').count()).toBe(0);
  expect(anna.complaints).toEqual([]);
});

test('whoever had read to the end is at the end again, with what came meanwhile', async () => {
  await anna.page.goto('/chat/novel');
  await eventually(() => isInView('#m400'), 'the end is not shown');
  await goTo('notes');
  const [row] = await server.database.query<{ id: string }>("select id from rooms where name = 'novel'");
  const [author] = await server.database.query<{ id: string }>(
    "select id from users where username = 'annalist'",
  );
  await server.database.query(
    `with place as (update rooms set last_seq = last_seq + 1, rev = rev + 1 where id = $1 returning last_seq, rev)
     insert into messages (room_id, seq, rev, author_id, client_id, kind, text, created_at)
     select $1, last_seq, rev, $2, gen_random_uuid(), 'text', 'the last chapter', now() from place`,
    [row!.id, author!.id],
  );
  await anna.page.goBack();
  await isHere('novel');
  await eventually(() => isInView('#m401'), 'the end is not shown again');
});
