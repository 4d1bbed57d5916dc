import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { startApp, type TestApp } from '../../support/app.js';
import { promised } from '../../support/socket.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;

beforeAll(async () => {
  server = await startApp();
  anna = new Visitor(server.url);
  await anna.register('anna');
});
afterAll(() => server.close());

describe('while the database does not answer', () => {
  test('sign-in says so within 5 s, keeps the name, and works afterwards', async () => {
    const visitor = new Visitor(server.url);
    const token = await visitor.csrfToken();
    const start = performance.now();
    const unlock = await lock('users');
    const reply = await visitor.post('/login', { _csrf: token, username: 'anna', password: defaultPassword });
    await unlock();
    expect(performance.now() - start).toBeLessThan(promised(5_000));
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([503, '1']);
    expect(reply.body).toContain('The server cannot reach its database right now.');
    expect(reply.body).toContain('value="anna"');
    expect((await visitor.post('/login', { username: 'anna', password: defaultPassword })).status).toBe(303);
  });

  test('a page says so, and the token of the open one stays good', async () => {
    const token = await anna.csrfToken();
    const unlock = await lock('sessions');
    const reply = await anna.get('/account');
    await unlock();
    expect(reply.status).toBe(503);
    expect((await anna.post('/account/sessions/end-others', { _csrf: token })).status).toBe(303);
  });

  test('what takes longer in parts is cut off, and its late answer harms nothing', async () => {
    const visitor = new Visitor(server.url);
    const token = await visitor.csrfToken();
    const log = jest.spyOn(process.stderr, 'write');
    const unlockUsers = await lock('users');
    const start = performance.now();
    // A redirect and a page: each waits for two tables in turn, and comes when another answer has been given.
    const asked = Promise.all([
      visitor.post('/login', { _csrf: token, username: 'anna', password: defaultPassword }),
      anna.get('/account'),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const locking = lock('sessions');
    setTimeout(() => void unlockUsers(), 1_700);
    const unlockSessions = await locking;
    setTimeout(() => void unlockSessions(), 3_000);
    const replies = await asked;
    expect(performance.now() - start).toBeLessThan(promised(5_000));
    for (const { status, body } of replies)
      expect([status, body.includes('The server is too busy to answer.')]).toEqual([503, true]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(log.mock.calls.join()).not.toContain('Cannot set headers');
    log.mockRestore();
    expect((await anna.get('/account')).status).toBe(200);
  });

  /** Nobody reads the table until the returned function has been called. */
  async function lock(table: string): Promise<() => Promise<void>> {
    const client = new pg.Client({ connectionString: server.database.url });
    await client.connect();
    await client.query(`begin; lock table ${table}`);
    return () => client.end();
  }
});
