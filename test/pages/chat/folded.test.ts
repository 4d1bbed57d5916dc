/** What somebody wrote who is ignored, on pages without a script: one line, which opens, wherever it stands. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { MessageView } from '../../../src/shared/messages.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { type Caller, newCaller } from '../../support/operations/caller.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let anna: Visitor;
let boris: Caller;
let vera: Caller;
let roomId: number;
let root: MessageView;
const line = /<details class="folded-line"><summary[^>]*>A message of somebody you ignore /;

const say = (who: Caller, text: string, replyTo?: number) =>
  who.must<MessageView>('POST', `/api/rooms/${roomId}/messages`, {
    ...{ text, clientId: randomUUID() },
    ...(replyTo && { replyTo }),
  });

/** The element that a message is on a page, by its id there. */
const elementIn = (body: string, id: string): string =>
  new RegExp(`<li class="message[^>]* id="${id}"[^]*?</li>`).exec(body)![0];

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = new Visitor(app.url);
  await anna.register('anna');
  [boris, vera] = [await newCaller(app, 'boris'), await newCaller(app, 'vera')];
  const [me] = await app.database.query<{ id: number }>(`select id from users where username = 'anna'`);
  roomId = await addRoom(app.database, 'kitchen', { members: [me!, boris.user, vera.user] });
  root = await say(vera, 'who makes samovars?');
  const answer = await say(boris, 'a rumble of samovars', root.id);
  await say(vera, 'samovars, indeed', answer.id);
  await app.database.query('insert into ignored (user_id, ignored_id) values ($1, $2)', [
    me!.id,
    boris.user.id,
  ]);
});

afterAll(() => app.close());

test('in the room and in a thread, quotes of it too; for everybody else nothing is folded', async () => {
  const { body: room } = await anna.get('/chat/kitchen');
  const { body: thread } = await anna.get('/chat/kitchen/thread/1');
  for (const element of [elementIn(room, 'm2'), elementIn(thread, 't2')]) {
    expect(element).toMatch(line);
  }
  for (const element of [elementIn(room, 'm3'), elementIn(thread, 't3')]) {
    expect(element).not.toMatch(line);
    expect(element).toContain('class="quote is-folded"');
  }
  // The very same page is kept for those who ignore nobody in it.
  const olga = new Visitor(app.url);
  await olga.register('olga');
  for (const path of ['/chat/kitchen', '/chat/kitchen/thread/1', '/chat/kitchen'])
    expect((await olga.get(path)).body).not.toMatch(/folded-line|is-folded/);
  expect((await anna.get('/chat/kitchen')).body).toMatch(line);
});

test('in the search, where lines of theirs do not stand around others', async () => {
  const { body } = await anna.get('/search?q=samovars');
  const hits = body.split('<li class="hit').slice(1);
  expect(hits.map((hit) => line.test(hit))).toEqual([false, true, false]);
  expect(body.split('a rumble of').length).toBe(2);
  const { body: beside } = await anna.get('/search?q=boris');
  expect(beside).not.toContain('href="/chat/%40boris"');
  expect((await anna.get('/search?q=vera')).body).toContain('href="/chat/%40vera"');
});

test('their conversation stands last, however new it is', async () => {
  const write = (who: Caller) =>
    who.must('POST', '/api/direct/messages', { to: 'anna', text: 'psst', clientId: randomUUID() });
  await write(boris);
  await write(vera);
  const order = async (path: string) =>
    [...(await anna.get(path)).body.matchAll(/href="\/chat\/%40(boris|vera)"/g)].map(([, name]) => name);
  expect(new Set(await order('/chat/kitchen'))).toEqual(new Set(['vera', 'boris']));
  await write(boris);
  for (const path of ['/chat/kitchen', '/chat/']) expect((await order(path))[0]).toBe('vera');
  // Where the list is arranged, it is the same list.
  expect(await order('/sidebar')).toEqual(['vera', 'boris']);
});
