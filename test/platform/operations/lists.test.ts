/** Lists are walked by their links, each thing once; tokens do no more than they may; limits and errors say what to do. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, addUser, fillRoom } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';
import { type ApiReply, Caller, callerFor, linksOf, newCaller } from '../../support/operations/caller.js';

let app: TestApp;
let anna: Caller;
let admin: Caller;

beforeAll(async () => {
  app = await startApp();
  anna = await newCaller(app, 'anna');
  admin = await newCaller(app, 'admin', 'admin');
});

afterAll(() => app.close());

/** Follows a relation to its end, and returns the ids of what it met. */
async function walk(caller: Caller, path: string, name: string, relation = 'next'): Promise<number[]> {
  const met: number[] = [];
  for (let at: string | undefined = path; at !== undefined;) {
    const reply: ApiReply<Record<string, { id: number }[]>> = await caller.call('GET', at);
    const { status, body, headers } = reply;
    expect(status).toBe(200);
    met.push(...body[name]!.map(({ id }) => id));
    at = linksOf(headers)[relation];
  }
  return met;
}

const ascending = (ids: number[]) => [...ids].sort((a, b) => a - b);

describe('A list is walked by its links, and nothing comes twice:', () => {
  test('rooms', async () => {
    const made: number[] = [];
    for (let n = 0; n < 7; n++) made.push(await addRoom(app.database, `walk ${n}`));
    const met = await walk(anna, '/api/rooms?query=WALK&limit=3', 'rooms');
    expect(met).toEqual(ascending(made));
  });

  test('people, whose names members see, and administrators the rest', async () => {
    for (let n = 0; n < 5; n++) await addUser(app.database, `walker-${n}`);
    const met = await walk(anna, '/api/users?query=walker&limit=2', 'users');
    expect([met.length, new Set(met).size]).toEqual([5, 5]);
    expect(await walk(admin, '/api/users?query=walker&limit=2', 'users')).toEqual(met);
    const [seen] = (await anna.must<{ users: object[] }>('GET', '/api/users?query=walker')).users;
    expect(Object.keys(seen!).sort()).toEqual(['id', 'name', 'username']);
    const [known] = (await admin.must<{ users: object[] }>('GET', '/api/users?query=walker')).users;
    expect(known).toMatchObject({ role: 'member', disabled: null });
  });

  test('messages, back from the newest and forth from the oldest', async () => {
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [anna.user] });
    await fillRoom(app.database, roomId, anna.user.id, 25);
    const back = await walk(anna, `/api/rooms/${roomId}/messages?limit=10`, 'messages', 'prev');
    const forth = await walk(anna, `/api/rooms/${roomId}/messages?limit=10&after=0`, 'messages');
    expect([back.length, new Set(back).size]).toEqual([25, 25]);
    expect(forth).toEqual(ascending(back));
    const around = await anna.must<{ messages: { seq: number }[] }>(
      'GET',
      `/api/rooms/${roomId}/messages?around=12&limit=5`,
    );
    expect(around.messages.map(({ seq }) => seq)).toEqual([10, 11, 12, 13, 14]);
  });

  test('from a place that nobody was given, too', async () => {
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [anna.user] });
    for (const list of ['/api/lobby/others', `/api/rooms/${roomId}/members`]) {
      for (const place of ['0', '0.0', '999999999.9999999999999999', '9999999999999999'])
        expect([place, (await anna.call('GET', `${list}?after=${place}`)).status]).toEqual([place, 200]);
      for (const place of ['9999999999.1', '1.', '.1', '-1', '1e9', '1.2.3'])
        expect([place, (await anna.call('GET', `${list}?after=${place}`)).status]).toEqual([place, 422]);
    }
  });

  test('members, tokens, conversations, found messages, the audit log', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5].map((n) => addUser(app.database, `listed-${n}`)));
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: people });
    const met = await walk(anna, `/api/rooms/${roomId}/members?limit=2`, 'members');
    expect([met.length, ascending(met)]).toEqual([people.length, ascending(people.map(({ id }) => id))]);
    await fillRoom(app.database, roomId, people[0]!.id, 5);
    expect(await walk(admin, `/api/messages?room=${roomId}&limit=2`, 'messages')).toHaveLength(5);
    expect(await walk(admin, `/api/messages?room=${roomId}&text=SAGE%203`, 'messages')).toHaveLength(1);

    const talker = await newCaller(app, 'talker');
    for (const { username } of people) await talker.must('POST', '/api/direct', { to: username });
    const page = await talker.must<{ conversations: { peer: { username: string } }[]; next: number }>(
      'GET',
      '/api/direct?limit=3',
    );
    const rest = await talker.must<typeof page>('GET', `/api/direct?limit=3&after=${page.next}`);
    expect(
      new Set([...page.conversations, ...rest.conversations].map(({ peer }) => peer.username)).size,
    ).toBe(5);
    expect(rest.next).toBeNull();

    for (let n = 0; n < 4; n++)
      await app.app.get(ApiTokensService).make(talker.user, { name: `number ${n}`, scope: 'read' });
    expect(await walk(talker, '/api/tokens?limit=2', 'tokens')).toHaveLength(5);
    const entries = await walk(
      admin,
      `/api/audit?actor=${talker.user.id}&action=token_made&limit=2`,
      'entries',
    );
    expect([entries.length, new Set(entries).size]).toEqual([5, 5]);
  });
});

test('A page is shorter where what people wrote is long: no answer is much larger than 1 MB, and all is met in the end', async () => {
  const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [anna.user] });
  await fillRoom(app.database, roomId, anna.user.id, 100);
  await app.database.query(
    `update messages set text = repeat('я', 4000), html = repeat('<em>я</em>', 4000) where room_id = $1`,
    [roomId],
  );
  const sizes: number[] = [];
  const met: number[] = [];
  for (let at: string | undefined = `/api/messages?room=${roomId}&limit=100`; at !== undefined;) {
    const { body, headers }: ApiReply<{ messages: { id: number }[] }> = await admin.call('GET', at);
    sizes.push(Buffer.byteLength(JSON.stringify(body)));
    met.push(...body.messages.map(({ id }) => id));
    at = linksOf(headers).next;
  }
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThan(1_100_000);
  expect([met.length, new Set(met).size]).toEqual([100, 100]);
});

describe('A token', () => {
  test('does no more than its scope, and nothing once it is revoked', async () => {
    const reader = await anna.limitedTo(app, 'read');
    expect((await reader.call('GET', '/api/rooms')).status).toBe(200);
    expect(await reader.call('POST', '/api/rooms', { name: 'No' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    const writing = await admin.limitedTo(app, 'write');
    expect((await writing.call('GET', '/api/audit')).status).toBe(403);
    expect((await writing.call('PATCH', `/api/users/${anna.user.id}`, { role: 'admin' })).status).toBe(403);
    expect((await writing.call('POST', '/api/tokens', { name: 'more', scope: 'admin' })).status).toBe(403);

    const made = await app.app.get(ApiTokensService).make(anna.user, { name: 'mine', scope: 'write' });
    const program = new Caller(app.url, { authorization: `Bearer ${made.token}` }, anna.user);
    expect((await program.call('GET', '/api/me')).status).toBe(200);
    expect((await admin.call('DELETE', `/api/tokens/${made.id}`)).status).toBe(404);
    await anna.must('DELETE', `/api/tokens/${made.id}`);
    expect((await program.call('GET', '/api/me')).status).toBe(401);
  });

  test('of a banned person ends with the ban, and works again after it', async () => {
    const user = await addUser(app.database, `banned-${randomUUID().slice(0, 8)}`);
    const program = await callerFor(app, user, 'write');
    const disabled = { reason: 'Floods', until: new Date(Date.now() + 3_600_000).toISOString() };
    expect(await admin.must('PATCH', `/api/users/${user.id}`, { disabled })).toMatchObject({ disabled });
    expect((await program.call('GET', '/api/me')).status).toBe(401);
    await admin.must('PATCH', `/api/users/${user.id}`, { disabled: null });
    expect((await program.call('GET', '/api/me')).status).toBe(200);
  });
});

test('A session of a browser works, too, with its CSRF token', async () => {
  const dora = new Visitor(app.url);
  await dora.register('dora');
  const me = JSON.parse((await dora.get('/api/me')).body) as { scope: null; csrfToken: string };
  expect(me.scope).toBeNull();
  const make = (headers: Record<string, string>) =>
    dora.request('POST', '/api/rooms', JSON.stringify({ name: `Room ${randomUUID()}` }), {
      'content-type': 'application/json',
      ...headers,
    });
  const refused = await make({});
  expect([refused.status, refused.headers.get('content-type')]).toEqual([
    403,
    'application/problem+json; charset=utf-8',
  ]);
  expect((await make({ 'x-csrf-token': me.csrfToken })).status).toBe(201);
});

describe('Whoever asks is told', () => {
  test('how often they may, and when to come again', async () => {
    const busy = await newCaller(app, 'busy');
    const roomId = await addRoom(app.database, `room ${randomUUID()}`, { members: [busy.user] });
    const send = () =>
      busy.call('POST', `/api/rooms/${roomId}/messages`, { text: 'x', clientId: randomUUID() });
    const first = await send();
    expect(first.headers.get('ratelimit-policy')).toBe('"send";q=30;w=3');
    expect(first.headers.get('ratelimit')).toBe('"send";r=29;t=3');
    const replies = await Promise.all(Array.from({ length: 300 }, send));
    const refused = replies.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ code: 'rate_limited', status: 429, title: 'Too Many Requests' });
    expect(refused.headers.get('ratelimit')).toMatch(/^"send";r=0;t=[1-3]$/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('what is wrong, field by field, in their language', async () => {
    const reply = await anna.call(
      'POST',
      '/api/rooms',
      { name: '', access: 'open' },
      { 'accept-language': 'ru' },
    );
    expect(reply).toMatchObject({
      status: 422,
      body: {
        type: 'about:blank',
        title: 'Unprocessable Entity',
        code: 'invalid',
        errors: [{ field: 'name' }, { field: 'access' }],
      },
    });
    expect(reply.body.detail).toMatch(/[а-я]/);
    expect(await anna.call('GET', '/api/rooms?limit=1000')).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'limit' }] },
    });
    expect(await anna.call('GET', '/api/nothing')).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect(await anna.call('POST', '/api/rooms', '{')).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    });
  });
});
