/** The files of a room, as a list and as a page. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { RoomFilesView } from '../../src/shared/files.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { soon } from '../support/socket.js';
import { upload } from '../support/upload.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Visitor;
let boris: Visitor;
let room: number;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [new Visitor(app.url), new Visitor(app.url)];
  await anna.register('anna');
  await boris.register('boris');
  room = await addRoom(app.database, 'shelf');
  for (const visitor of [anna, boris])
    await visitor.post('/chat/shelf/messages', { text: 'Hello', clientId: randomUUID() });
});
afterAll(() => app.close());

async function ask<Answer>(who: Visitor, method: string, path: string, body?: object): Promise<Answer> {
  const reply = await who.request(method, path, body && JSON.stringify(body), {
    accept: 'application/json',
    'content-type': 'application/json',
    'x-csrf-token': await who.csrfToken(),
  });
  if (reply.status >= 300) throw new Error(`${reply.status} ${reply.body}`);
  return JSON.parse(reply.body) as Answer;
}

/** A message with these files. */
async function post(who: Visitor, ...names: string[]): Promise<MessageView> {
  const files: number[] = [];
  for (const name of names) files.push((await upload(who, { room, name, bytes: name })).id);
  return ask(who, 'POST', `/api/rooms/${room}/messages`, { clientId: randomUUID(), text: '', files });
}

const list = (query: string) => ask<RoomFilesView>(anna, 'GET', `/api/rooms/${room}/files?${query}`);
const namesOf = ({ files }: RoomFilesView) => files.map(({ name }) => name);

test('goes on from where it was, though what was there is deleted meanwhile', async () => {
  await post(anna, 'a.txt', 'b.txt');
  const middle = await post(anna, 'c.txt', 'd.txt');
  await post(anna, 'e.txt');
  const first = await list('limit=2');
  expect(namesOf(first)).toEqual(['e.txt', 'c.txt']);
  expect(namesOf(await list(`limit=1&before=${first.next}`))).toEqual(['d.txt']);
  const known = middle.files!.map(({ id }) => id);
  expect(namesOf(await list(`before=${known[0]}`))).toEqual(['d.txt', 'a.txt', 'b.txt']);
  expect(namesOf(await list(`after=${known[1]}`))).toEqual(['e.txt', 'c.txt']);
  await ask(anna, 'DELETE', `/api/messages/${middle.id}`);
  await soon(async () =>
    expect(await app.database.query('select from files where id = $1', [known[0]])).toEqual([]),
  );
  expect(namesOf(await list(`before=${first.next}`))).toEqual(['a.txt', 'b.txt']);
  expect(namesOf(await list(`after=${first.next}`))).toEqual(['e.txt']);
  await expect(list(`before=${known[0]}`)).rejects.toThrow('404');
});

test('of whoever has left says so on the page, and goes on saying it', async () => {
  await post(boris, 'left.txt');
  await app.database.query(
    `delete from memberships where user_id = (select id from users where username = 'boris')`,
  );
  const [{ id }] = (await app.database.query<{ id: string }>(
    `select id from users where username = 'boris'`,
  )) as [{ id: string }];
  expect((await anna.get(`/chat/shelf/files?person=${id}`)).body).toContain(
    `<option value="${id}" selected>boris</option>`,
  );
});
