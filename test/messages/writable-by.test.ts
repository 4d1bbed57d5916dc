/** Whom somebody lets begin a conversation: asked where it is made, and where its first message is written; what has begun goes on. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { Visitor } from '../support/visitor.js';

let app: TestApp;
let anna: Caller;
let chief: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  [anna, chief] = [await newCaller(app, 'anna'), await newCaller(app, 'chief', 'admin')];
});

afterAll(() => app.close());

const write = (from: Caller, to: string) =>
  from.call<{ roomId: number; detail: string }>('POST', '/api/direct/messages', {
    to,
    text: 'hello',
    clientId: randomUUID(),
  });

const letWrite = (who: Caller, writableBy: string) => who.must('PUT', '/api/me/contact', { writableBy });

const refusal = 'You cannot write to this person: they take messages only from people they know.';

test('everybody at first; then people of one’s rooms, who are not those of a conversation or a group', async () => {
  const [friend, stranger] = [await newCaller(app, 'friend'), await newCaller(app, 'stranger')];
  expect(await anna.must('GET', '/api/me/contact')).toEqual({ writableBy: 'everybody' });
  await letWrite(anna, 'rooms');
  await addRoom(app.database, 'ours', { access: 'private', members: [anna.user, friend.user] });
  expect((await write(friend, 'anna')).status).toBe(201);
  const refused = await write(stranger, 'anna');
  expect([refused.status, refused.body.detail]).toEqual([403, refusal]);
  expect((await stranger.call('POST', '/api/direct', { to: 'anna' })).status).toBe(403);
  expect(await app.database.query('select from rooms where created_by = $1', [stranger.user.id])).toEqual([]);
  // Whom one writes to may answer.
  expect((await write(anna, 'stranger')).status).toBe(201);
  expect((await write(stranger, 'anna')).status).toBe(201);
});

test('nobody new: a conversation that has begun goes on, one that was only opened does not begin; administrators always write', async () => {
  const [known, quick] = [await newCaller(app, 'known'), await newCaller(app, 'quick')];
  await letWrite(anna, 'everybody');
  expect((await write(known, 'anna')).status).toBe(201);
  const { room } = await quick.must<{ room: { id: number } }>('POST', '/api/direct', { to: 'anna' });
  await letWrite(anna, 'nobody');
  expect((await write(known, 'anna')).status).toBe(201);
  expect((await write(quick, 'anna')).body.detail).toBe(refusal);
  const inRoom = await quick.call('POST', `/api/rooms/${room.id}/messages`, {
    text: 'hello',
    clientId: randomUUID(),
  });
  expect(inRoom.status).toBe(403);
  expect((await write(chief, 'anna')).status).toBe(201);
});

test('it is chosen on a page', async () => {
  const visitor = new Visitor(app.url);
  await visitor.register('paul');
  expect((await visitor.post('/account/notices/contact', { writableBy: 'nobody' })).status).toBe(303);
  expect((await visitor.get('/account/notices')).body).toMatch(/<option value="nobody" selected>/);
  expect((await write(anna, 'paul')).status).toBe(403);
});

test('whoever is ignored is answered as ever: they cannot tell it from being welcome', async () => {
  const [ira, oleg] = [await newCaller(app, 'ira'), await newCaller(app, 'oleg')];
  await ira.must('PUT', `/api/people/${oleg.user.id}/ignored`);
  const sent = await write(oleg, 'ira');
  expect(sent.status).toBe(201);
  expect(sent.body).toMatchObject({ author: { username: 'oleg' }, text: 'hello', seq: 1 });
});
