/** The pages over plain HTTP: what they refuse, and that looking changes nothing. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, addUser, fillRoom } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;

beforeAll(async () => {
  server = await startApp();
  const author = await addUser(server.database, 'annalist');
  await fillRoom(server.database, await addRoom(server.database, 'long'), author.id, 60);
  await addRoom(server.database, 'secret', { access: 'private', members: [author] });
  anna = new Visitor(server.url);
  await anna.register('anna');
});

afterAll(() => server.close());

/** Everything that looking at pages could have changed. */
const state = () =>
  server.database.query(
    `select (select count(*) from rooms) rooms, (select count(*) from memberships) memberships,
            (select count(*) from messages) messages, (select sum(last_read_seq) from memberships) read`,
  );

test('the start page leads to the lobby, the lobby to the sign-in and back', async () => {
  const stranger = new Visitor(server.url);
  expect(await stranger.get('/')).toMatchObject({ status: 303, location: '/chat/' });
  expect(await stranger.get('/chat/')).toMatchObject({ status: 303, location: '/login?next=%2Fchat%2F' });
  expect(await stranger.get('/chat/long?before=7')).toMatchObject({
    status: 303,
    location: '/login?next=%2Fchat%2Flong%3Fbefore%3D7',
  });
});

test.each([
  ['/chat/', 200],
  ['/chat/long', 200],
  ['/chat/LONG', 200],
  ['/chat/long?before=31', 200],
  ['/chat/long?before=0', 200],
  ['/chat/long?before=-5', 200],
  ['/chat/long?before=1.5&after=x', 200],
  ['/chat/long?before=1&before=2', 200],
  ['/chat/long?after=9007199254740991', 200],
  ['/chat/long?after=99999999999999999999', 200],
  ['/chat/long?sentTo=nobody&help', 200],
  ['/chat/long?sentTo[a]=b', 200],
  ['/chat/long/30', 200],
  ['/chat/long/9007199254740991', 200],
  ['/chat/long/0', 404],
  ['/chat/long/x', 404],
  ['/chat/long/30/31', 404],
  ['/chat/nowhere', 404],
  ['/chat/secret', 404],
  ['/chat/@nobody', 404],
  ['/chat/@anna', 404],
  ['/chat/@', 404],
  ['/chat/%00', 404],
  [`/chat/${'x'.repeat(3000)}`, 404],
  ['/chat/%F0%9F%AB%96', 404],
  ['/chat/%E0%A4%A', 400],
] as const)('%s answers %i and changes nothing', async (path, status) => {
  const before = await state();
  const reply = await anna.get(path);
  expect(reply.status).toBe(status);
  expect(reply.body).toContain('</html>');
  expect(await state()).toEqual(before);
});

test('an unknown room and one that is not hers look the same, but for the name', async () => {
  const token = /(name="_csrf" value|name="csrf-token" content)="[^"]*"/g;
  const [unknown, secret] = await Promise.all([anna.get('/chat/secreT2'), anna.get('/chat/secret')]);
  expect(secret.body.replace(token, '')).toBe(
    unknown.body.replace(token, '').replaceAll('secreT2', 'secret'),
  );
});

test('what cannot be a name is not offered as a room', async () => {
  expect((await anna.get('/chat/tea')).body).toContain('value="tea"');
  for (const path of ['/chat/%00', '/chat/a%2Fb', `/chat/${'x'.repeat(60)}`])
    expect((await anna.get(path)).body).not.toContain('name="room"');
});

describe('Forms that are refused change nothing and give the text back', () => {
  const clientId = randomUUID();
  test.each([
    ['no text', {}, 422],
    ['only spaces', { text: ' \n ', clientId }, 422],
    ['too long', { text: 'x'.repeat(4001), clientId }, 422],
    ['NUL', { text: 'a\0b', clientId }, 422],
    ['an id that is none', { text: 'hello', clientId: 'mine' }, 422],
    ['an unknown command', { text: '/teapot', clientId }, 422],
    ['a private message to nobody', { text: '/pm nobody hello', clientId }, 404],
    ['a private message to herself', { text: '/pm anna hello', clientId }, 422],
  ])('%s', async (_, fields, status) => {
    const messages = () => server.database.query('select count(*) from messages');
    const before = await messages();
    const reply = await anna.post('/chat/long/messages', fields);
    expect(reply.status).toBe(status);
    expect(reply.body).toMatch(/role="alert"/);
    const { text } = fields as { text?: string };
    if (text?.startsWith('/')) expect(reply.body).toContain(`>${text}</textarea>`);
    expect(await messages()).toEqual(before);
  });

  test('into a room that is not hers', async () => {
    const reply = await anna.post('/chat/secret/messages', { text: 'let me in', clientId: randomUUID() });
    expect(reply.status).toBe(404);
    expect(reply.body).toContain('let me in');
  });

  test('a room name that is none', async () => {
    const reply = await anna.post('/chat/', { room: 'a/b' });
    expect(reply.status).toBe(422);
    expect(reply.body).toContain('A room name starts with a letter or digit');
    expect(reply.body).toContain('value="a/b"');
  });

  test('a read mark that is none, and one in a room she is no member of', async () => {
    expect((await anna.post('/chat/long/read', { seq: 'x' })).status).toBe(422);
    expect((await anna.post('/chat/secret/read', { seq: '1' })).status).toBe(404);
  });
});

test('entering makes the room and leads to it, whatever its name', async () => {
  const reply = await anna.post('/chat/', { room: '  #Чай и  "кофе" & {{x}}  ' });
  expect(reply).toMatchObject({
    status: 303,
    location: `/chat/${encodeURIComponent('Чай и "кофе" & {{x}}')}`,
  });
  expect((await anna.get(reply.location!)).body).toContain('Чай и &quot;кофе&quot; &amp; {{x}}');
});
