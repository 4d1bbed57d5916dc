/** API tokens: made on the account page, shown once, for programs only, with no more than their scope. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { ApiTokensService } from '../../../src/server/auth/api-tokens/api-tokens.service.js';
import type { Scope } from '../../../src/shared/tokens.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { eventually } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;
let boris: Visitor;

beforeAll(async () => {
  server = await startApp();
  anna = new Visitor(server.url);
  await anna.register('anna');
  boris = new Visitor(server.url);
  await boris.register('boris');
});

afterAll(() => server.close());

const make = (visitor: Visitor, fields: Record<string, string> = {}) =>
  visitor.post('/account/tokens', {
    name: 'backup script',
    scope: 'read',
    expiresInDays: '90',
    currentPassword: defaultPassword,
    ...fields,
  });
const tokenIn = (body: string) => /value="(samovar_[\w-]{43})"/.exec(body)?.[1];
const idOfNewest = async (name: string) => {
  const [row] = await server.database.query<{ id: string }>(
    'select max(t.id) as id from api_tokens t join users u on u.id = t.user_id where u.username = $1',
    [name],
  );
  return Number(row!.id);
};

/** A token made without a page. */
async function tokenOf(username: string, scope: Scope): Promise<{ id: number; token: string }> {
  const [row] = await server.database.query<{ id: string; role: 'member' | 'admin' }>(
    'select id, role from users where username = $1',
    [username],
  );
  return server.app
    .get(ApiTokensService)
    .make({ id: Number(row!.id), username, role: row!.role }, { name: 'test', scope });
}

/** A program's socket; rejects with the connect_error. */
function connect(auth: object, headers: Record<string, string> = {}): Promise<Socket> {
  const socket = io(server.url, {
    transports: ['websocket'],
    auth,
    extraHeaders: headers,
    forceNew: true,
    reconnection: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', reject);
  });
}

test('a token is shown once, kept as a hash, and listed with its scope and end', async () => {
  const made = await make(anna);
  expect(made.status).toBe(201);
  expect(made.headers.get('cache-control')).toBe('no-store, no-transform');
  const token = tokenIn(made.body)!;
  expect(token).toBeDefined();
  const page = await anna.get('/account/tokens');
  expect(page.body).toContain('backup script');
  expect(page.body).toContain('not used yet');
  expect(page.body).not.toContain(token);
  const rows = await server.database.query('select * from api_tokens');
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(await server.database.query('select * from audit_log'))).not.toContain(token);
});

test('a token without a name or with a scope above its maker is refused, and the name typed stays', async () => {
  const nameless = await make(anna, { name: ' ' });
  expect(nameless.status).toBe(422);
  expect(nameless.body).toContain('Give the token a name');
  const bold = await make(anna, { name: 'bold one', scope: 'admin' });
  expect(bold.status).toBe(403);
  expect(bold.body).toContain('Only administrators can create tokens');
  expect(bold.body).toContain('value="bold one"');
  expect((await make(anna, { expiresInDays: 'soon' })).status).toBe(422);
});

test('only its owner sees and revokes it', async () => {
  await make(anna, { name: 'of anna' });
  const id = await idOfNewest('anna');
  expect((await boris.get('/account/tokens')).body).not.toContain('of anna');
  expect((await boris.post('/account/tokens/revoke', { token: String(id) })).status).toBe(404);
  expect((await anna.post('/account/tokens/revoke', { token: String(id) })).status).toBe(303);
  expect((await anna.get('/account/tokens')).body).not.toContain('of anna');
});

test('a program connects by a token alone, whatever its Origin; a bad one is refused', async () => {
  const { token } = await tokenOf('anna', 'write');
  const socket = await connect({ token });
  socket.close();
  for (const bad of ['samovar_x', `${token.slice(0, -1)}!`, '', 'x'.repeat(200_00)]) {
    const refusal = (await connect({ token: bad }).catch((error: unknown) => error)) as { data: unknown };
    expect(refusal.data).toEqual({ code: 'unauthenticated' });
  }
  // Without a cookie there is nothing that a foreign page could misuse.
  (await connect({ token }, { origin: 'https://elsewhere.example' })).close();
  const [used] = await server.database.query('select last_used_at from api_tokens order by id desc limit 1');
  expect(used).toEqual({ last_used_at: expect.any(Date) });
});

test('a token that may only read makes nobody a member and says nothing', async () => {
  const kitchen = await addRoom(server.database, 'kitchen');
  const { token } = await tokenOf('boris', 'read');
  const socket = await connect({ token });
  const answer = (await socket.emitWithAck('join', { room: 'kitchen' })) as { error: { code: string } };
  expect(answer.error.code).toBe('forbidden');
  await server.database.query(
    "insert into memberships (room_id, user_id) select $1, id from users where username = 'boris'",
    [kitchen],
  );
  expect(await socket.emitWithAck('join', { room: 'kitchen' })).toMatchObject({ ok: true });
  const said = (await socket.emitWithAck('message', {
    roomId: kitchen,
    clientId: crypto.randomUUID(),
    text: 'hello',
  })) as { error: { code: string; message: string } };
  expect(said.error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('scope write') });
  expect(await socket.emitWithAck('private_message', { to: 'anna' })).toMatchObject({ ok: false });
  socket.close();
});

test('revoked, it closes its sockets and signs nobody in any more', async () => {
  const { id, token } = await tokenOf('anna', 'write');
  const socket = await connect({ token });
  const reasons: unknown[] = [];
  socket.on('signed_out', ({ reason }: { reason: string }) => reasons.push(reason));
  await anna.post('/account/tokens/revoke', { token: String(id) });
  await eventually(() => !socket.connected, 'the socket of a revoked token stayed open');
  expect(reasons).toEqual(['token_revoked']);
  await expect(connect({ token })).rejects.toThrow('unauthenticated');
});

test('an expired token and one of a disabled person sign nobody in', async () => {
  const { id, token } = await tokenOf('anna', 'write');
  await server.database.query(
    "update api_tokens set expires_at = now() - interval '1 second' where id = $1",
    [id],
  );
  await expect(connect({ token })).rejects.toThrow('unauthenticated');
  const other = await tokenOf('boris', 'write');
  await server.database.query("update users set deactivated_at = now() where username = 'boris'");
  await expect(connect({ token: other.token })).rejects.toThrow('unauthenticated');
  await server.database.query("update users set deactivated_at = null where username = 'boris'");
});

test('a page does not take a token for a session', async () => {
  const { token } = await tokenOf('anna', 'write');
  const program = new Visitor(server.url);
  const page = await program.get('/account', { authorization: `Bearer ${token}` });
  expect(page.status).toBe(303);
});

test('making one asks for the current password, and says so beside the field', async () => {
  for (const [currentPassword, status, said] of [
    ['', 422, 'Enter your current password.'],
    ['not this one', 403, 'This is not your current password.'],
  ] as const) {
    const refused = await make(anna, { name: 'unproven', currentPassword });
    expect([refused.status, refused.body.includes(`id="current-password-error">${said}`)]).toEqual([
      status,
      true,
    ]);
    expect(refused.body).toContain('value="unproven"');
    expect(refused.body).not.toContain('not this one');
  }
  expect((await anna.get('/account/tokens')).body).not.toContain('unproven');
});

test('a token makes no tokens, whatever its scope and whatever it knows', async () => {
  const { token } = await tokenOf('anna', 'write');
  const ask = (headers: Record<string, string>) =>
    anna.request(
      'POST',
      '/api/tokens',
      JSON.stringify({ name: 'endless', scope: 'read', currentPassword: defaultPassword }),
      { 'content-type': 'application/json', ...headers },
    );
  const refused = await ask({ authorization: `Bearer ${token}` });
  expect([refused.status, JSON.parse(refused.body)]).toEqual([
    403,
    expect.objectContaining({
      code: 'forbidden',
      detail: 'A token cannot create tokens. Sign in with a browser and create it there.',
    }),
  ]);
  expect((await anna.get('/account/tokens')).body).not.toContain('endless');
  expect((await ask({ 'x-csrf-token': await anna.csrfToken() })).status).toBe(201);
});

test('a new password ends tokens where their owner leaves the box ticked, and says which it did', async () => {
  const vera = new Visitor(server.url);
  await vera.register('vera');
  expect((await vera.get('/account')).body).not.toContain('name="revokeTokens"');
  const { token } = await tokenOf('vera', 'write');
  const page = await vera.get('/account');
  expect(page.body).toMatch(/name="revokeTokens"[^>]* checked/);
  const socket = await connect({ token });
  const change = (currentPassword: string, password: string, box: Record<string, string>) =>
    vera.post('/account/password', { currentPassword, password, ...box });
  const short = await change(defaultPassword, 'short', {});
  expect(short.body).not.toMatch(/name="revokeTokens"[^>]* checked/);

  const kept = await change(defaultPassword, 'a second password', {});
  expect((await vera.get(kept.location!)).body).toContain('your API tokens still work.');
  expect(socket.connected).toBe(true);
  const revoked = await change('a second password', 'a third password', { revokeTokens: 'on' });
  expect((await vera.get(revoked.location!)).body).toContain('and your API tokens revoked.');
  await eventually(() => !socket.connected, 'the socket of a revoked token stayed open');
  await expect(connect({ token })).rejects.toThrow('unauthenticated');
  const without = await change('a third password', 'a fourth password', { revokeTokens: 'on' });
  expect(without.location).toBe('/account?done=password');
});
