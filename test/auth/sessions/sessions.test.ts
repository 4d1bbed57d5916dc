import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import type { SessionData } from 'express-session';
import { rowIdOf, SessionStore } from '../../../src/server/auth/sessions/session.store.js';
import { SessionsRepository } from '../../../src/server/auth/sessions/sessions.repository.js';
import { startApp, type TestApp } from '../../support/app.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let server: TestApp;
let sessions: SessionsRepository;
let names = 0;

beforeAll(async () => {
  server = await startApp();
  sessions = server.app.get(SessionsRepository);
});
afterAll(() => server.close());

/** A new person with as many browsers as asked for. */
async function person(browsers: number): Promise<Visitor[]> {
  const username = `person${++names}`;
  await server.app.get(Accounts).register({ username, password: defaultPassword });
  const visitors = Array.from({ length: browsers }, () => new Visitor(server.url));
  for (const visitor of visitors) await visitor.signIn(username);
  return visitors;
}

const isSignedIn = async (visitor: Visitor) => (await visitor.get('/account')).status === 200;
const sessionIdOf = (visitor: Visitor) =>
  decodeURIComponent(visitor.cookies.get('samovar.sid')!).slice('s:'.length).split('.')[0]!;
const rowOf = (visitor: Visitor) => rowIdOf(sessionIdOf(visitor));

describe('a session that was ended', () => {
  test('is not revived by a slow request that saves it afterwards', async () => {
    const [visitor] = await person(1);
    const store = server.app.get(SessionStore);
    const id = sessionIdOf(visitor!);
    const read = await new Promise<SessionData>((resolve, reject) =>
      store.get(id, (error, session) =>
        session ? resolve(session) : reject(new Error('the store failed', { cause: error })),
      ),
    );
    await visitor!.signOut();
    const [{ passwordHash }] = (await server.database.query<{ passwordHash: string }>(
      'select password_hash as "passwordHash" from users where username = $1',
      [`person${names}`],
    )) as [{ passwordHash: string }];
    const opening = { userAgent: '', address: '', role: 'member' as const, passwordHash };
    for (const late of [read, { ...read, openedBy: opening }])
      await new Promise<void>((resolve) => store.set(id, late, () => resolve()));
    expect(await sessions.findLive(rowIdOf(id))).toBeNull();
  });

  test('is not revived by requests under way while it ends', async () => {
    for (let round = 0; round < 5; round++) {
      const [visitor] = await person(1);
      const copy = new Visitor(server.url);
      visitor!.cookies.forEach((value, name) => copy.cookies.set(name, value));
      const token = await visitor!.csrfToken();
      const busy = Array.from({ length: 10 }, () => copy.get('/account'));
      await Promise.all([visitor!.post('/logout', { _csrf: token }), ...busy]);
      const again = new Visitor(server.url);
      copy.cookies.forEach((value, name) => again.cookies.set(name, value));
      expect(await isSignedIn(again)).toBe(false);
    }
  });

  test('is forgotten after a day, not earlier; one that nobody used for a month ends', async () => {
    const [fresh, old, unused, live] = (await person(4)) as [Visitor, Visitor, Visitor, Visitor];
    const [freshRow, oldRow, unusedRow] = [fresh, old, unused].map(rowOf);
    await fresh.signOut();
    await old.signOut();
    await server.database.query(`update sessions set ended_at = now() - interval '25 hours' where id = $1`, [
      oldRow,
    ]);
    await server.database.query(
      `update sessions set expires_at = now() - interval '1 second' where id = $1`,
      [unusedRow],
    );
    expect(await isSignedIn(unused)).toBe(false);
    await sessions.tidy();
    const rows = await server.database.query<{ id: string; end_reason: string }>(
      'select id, end_reason from sessions where id = any($1)',
      [[freshRow, oldRow, unusedRow, rowOf(live)]],
    );
    expect(new Map(rows.map(({ id, end_reason }) => [id, end_reason]))).toEqual(
      new Map([
        [freshRow!, 'signed_out'],
        [unusedRow!, 'expired'],
        [rowOf(live), null],
      ]),
    );
  });
});

test('a visit prolongs the session, and writes at most once an hour', async () => {
  const [visitor] = await person(1);
  const row = () =>
    server.database.query<{ touched_at: Date; days: number }>(
      `select touched_at, extract(day from expires_at - now())::int as days from sessions where id = $1`,
      [rowOf(visitor!)],
    );
  const [before] = await row();
  await visitor!.get('/account');
  expect(await row()).toEqual([before]);
  await server.database.query(
    `update sessions set touched_at = now() - interval '61 minutes', expires_at = now() + interval '2 days' where id = $1`,
    [rowOf(visitor!)],
  );
  await visitor!.get('/account');
  expect((await row())[0]!.days).toBe(29);
});

test('a visit prolongs no session beyond a year after its sign-in', async () => {
  const [almost, over] = (await person(2)) as [Visitor, Visitor];
  const age = (visitor: Visitor, days: number) =>
    server.database.query(
      `update sessions set created_at = now() - $2 * interval '1 day', touched_at = now() - interval '2 hours' where id = $1`,
      [rowOf(visitor), days],
    );
  await age(almost, 364);
  await age(over, 367);
  // The first visit is still let in, and finds out.
  for (const visitor of [almost, over]) await visitor.get('/account');
  expect([await isSignedIn(almost), await isSignedIn(over)]).toEqual([true, false]);
  const [row] = await server.database.query<{ days: number }>(
    `select ceil(extract(epoch from expires_at - now()) / 86400)::int as days from sessions where id = $1`,
    [rowOf(almost)],
  );
  expect(row!.days).toBeLessThanOrEqual(2);
});

test('whoever signs in at a hundred places and one more is signed out where they have not been for longest', async () => {
  const [first, other] = (await person(2)) as [Visitor, Visitor];
  await server.database.query(
    `insert into sessions (id, user_id, touched_at, expires_at)
     select 'of ' || s.user_id || ' ' || n, s.user_id, now() - n * interval '1 hour', now() + interval '1 day'
     from sessions s, generate_series(2, 99) n where s.id = $1`,
    [rowOf(first)],
  );
  const [stranger] = (await person(1)) as [Visitor];
  await server.database.query(`update sessions set touched_at = now() - interval '20 days' where id = $1`, [
    rowOf(other),
  ]);
  await new Visitor(server.url).signIn(`person${names - 1}`);
  expect([await isSignedIn(first), await isSignedIn(other), await isSignedIn(stranger)]).toEqual([
    true,
    false,
    true,
  ]);
  const live = `select count(*)::int from sessions s join sessions mine using (user_id)
    where mine.id = $1 and s.ended_at is null`;
  expect(await server.database.query(live, [rowOf(first)])).toEqual([{ count: 100 }]);
});

describe('the account page', () => {
  test('lists the sessions of its owner only, and marks this one', async () => {
    const [here, there] = (await person(2)) as [Visitor, Visitor];
    const [stranger] = (await person(1)) as [Visitor];
    const { body } = await here.get('/account', { 'user-agent': 'irrelevant' });
    expect(body).toContain('this one');
    expect(body).toContain(`value="${rowOf(there)}"`);
    expect(body).not.toContain(rowOf(stranger));
  });

  test('ends one session, and nobody else can end it', async () => {
    const [here, there] = (await person(2)) as [Visitor, Visitor];
    const [stranger] = (await person(1)) as [Visitor];
    expect((await stranger.post('/account/sessions/end', { session: rowOf(there) })).status).toBe(303);
    expect(await isSignedIn(there)).toBe(true);
    const reply = await here.post('/account/sessions/end', { session: rowOf(there) });
    expect(reply.location).toBe('/account?done=session');
    expect([await isSignedIn(there), await isSignedIn(here)]).toEqual([false, true]);
  });

  test('ends all others', async () => {
    const [here, second, third] = (await person(3)) as [Visitor, Visitor, Visitor];
    await here.post('/account/sessions/end-others');
    expect([await isSignedIn(here), await isSignedIn(second), await isSignedIn(third)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('changes the password, which ends the others and keeps this one', async () => {
    const [here, there] = (await person(2)) as [Visitor, Visitor];
    const reply = await here.post('/account/password', {
      currentPassword: defaultPassword,
      password: 'a new password',
    });
    expect([reply.status, reply.location]).toEqual([303, '/account?done=password']);
    expect((await here.get(reply.location!)).body).toContain('Your password has been changed.');
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, false]);
    const again = new Visitor(server.url);
    await expect(again.signIn(`person${names}`)).rejects.toThrow('401');
    await again.signIn(`person${names}`, 'a new password');
  });

  test('asks for the present password and refuses a poor one, beside the field', async () => {
    const [here, there] = (await person(2)) as [Visitor, Visitor];
    const wrong = await here.post('/account/password', {
      currentPassword: 'not this one',
      password: 'a new password',
    });
    expect(wrong.status).toBe(403);
    expect(wrong.body).toContain('id="current-password-error">This is not your current password.');
    expect(wrong.body).not.toContain('a new password');
    const short = await here.post('/account/password', {
      currentPassword: defaultPassword,
      password: 'short',
    });
    expect(short.status).toBe(422);
    expect(short.body).toContain('id="password-error">The password is too short: at least 8 characters.');
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([true, true]);
  });
});

describe('the language', () => {
  test('is the browser’s, until one is chosen; choosing leads back', async () => {
    const visitor = new Visitor(server.url, 'ru-RU,ru;q=0.9,en;q=0.5');
    expect((await visitor.get('/login')).body).toContain('<h1>Войти</h1>');
    const back = await visitor.post(
      '/language',
      { language: 'en' },
      { referer: `${server.url}/register?x=1` },
    );
    expect([back.status, back.location]).toEqual([303, '/register?x=1']);
    expect((await visitor.get('/login')).body).toContain('<h1>Sign in</h1>');
    expect((await visitor.post('/language', { language: 'ru', next: '//evil.example' })).location).toBe(
      '/chat/',
    );
    expect((await visitor.post('/language', { language: 'xx' })).status).toBe(422);
  });
});
