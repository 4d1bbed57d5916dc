/** Waiting for a room's changes over HTTP: longer than other requests, but not longer than the right to it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;
let boris: Visitor;
let roomId: number;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  anna = new Visitor(server.url);
  await anna.register('anna');
  boris = new Visitor(server.url);
  await boris.register('boris');
  await boris.post('/chat/', { room: 'hall' });
  const [row] = await server.database.query<{ id: string }>("select id from rooms where name = 'hall'");
  roomId = Number(row!.id);
});

afterAll(() => server.close());

const say = (text: string) => boris.post('/chat/hall/messages', { text, clientId: crypto.randomUUID() });
const rev = async () => {
  const [row] = await server.database.query<{ rev: string }>('select rev from rooms where id = $1', [roomId]);
  return Number(row!.rev);
};

/** Asks to wait; resolves once the request has had the time to begin its wait, with the answer to come. */
async function wait(headers: Record<string, string>) {
  const answer = fetch(`${server.url}/api/rooms/${roomId}/changes?after=${await rev()}&wait=25`, { headers });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return { answer };
}

test('a waiting request is answered with what is said then, after more than the 5 s of others', async () => {
  const { answer } = await wait({ cookie: anna.cookieHeader });
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await say('at last');
  const response = await answer;
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('at last');
});

test('whoever signs out meanwhile gets nothing of it', async () => {
  const visit = new Visitor(server.url);
  await visit.signIn('anna');
  const { answer } = await wait({ cookie: visit.cookieHeader });
  await visit.signOut();
  await say('for those who stayed');
  const response = await answer;
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('for those who stayed');
});

test('nor does a program whose token is revoked meanwhile', async () => {
  const [row] = await server.database.query<{ id: string }>("select id from users where username = 'anna'");
  const owner = { id: Number(row!.id), username: 'anna', role: 'member' as const };
  const tokens = server.app.get(ApiTokensService);
  const { id, token } = await tokens.make(owner, { name: 'waits', scope: 'read' });
  const { answer } = await wait({ authorization: `Bearer ${token}` });
  await tokens.revoke(owner, id);
  await say('not for programs');
  const response = await answer;
  expect(response.status).toBe(401);
  expect(await response.text()).not.toContain('not for programs');
});
