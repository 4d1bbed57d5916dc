/** Who guesses passwords is slowed; who owns them gets in all the same. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Accounts } from '../../../src/server/auth/accounts/accounts.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { defaultPassword, type Reply, Visitor } from '../../support/visitor.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp({ TRUST_PROXY: '1' });
});
afterAll(() => server.close());

const account = (username: string) =>
  server.app.get(Accounts).register({ username, password: defaultPassword });

/** A browser whose requests come from an address. */
const at = (address: string) => {
  const visitor = new Visitor(server.url);
  const signIn = (username: string, password: string): Promise<Reply> =>
    visitor.post('/login', { username, password }, { 'x-forwarded-for': address });
  const signOut = async () => {
    // For the token of the form.
    await visitor.get('/account');
    await visitor.signOut();
  };
  return { visitor, signIn, signOut };
};

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now();
  return [await work(), performance.now() - start];
}

describe('wrong passwords under one name', () => {
  test('from anywhere delay the owner by seconds, and not at all in a browser that they know', async () => {
    await account('owner');
    const home = at('198.51.100.2');
    await home.signIn('owner', defaultPassword);
    await home.signOut();
    const statuses = [];
    for (let index = 0; index < 24; index++)
      statuses.push((await at(`192.0.2.${index % 6}`).signIn('owner', 'a wrong guess')).status);
    expect(statuses).toEqual(Array(24).fill(401));
    const [known, took] = await timed(() => home.signIn('owner', defaultPassword));
    const [elsewhere, longer] = await timed(() => at('198.51.100.1').signIn('OWNER', defaultPassword));
    expect([known.status, elsewhere.status, elsewhere.location]).toEqual([303, 303, '/chat/']);
    // It is slowed at all: this could not be seen if nobody counted.
    expect(longer).toBeGreaterThan(took + 1_000);
    expect(longer).toBeLessThan(5_000);
  });

  test('from their own address do not keep the owner out either', async () => {
    await account('neighbour');
    for (let index = 0; index < 7; index++)
      expect((await at('192.0.2.77').signIn('neighbour', 'a wrong guess')).status).toBe(401);
    const [reply, took] = await timed(() => at('192.0.2.77').signIn('neighbour', defaultPassword));
    expect(reply.status).toBe(303);
    expect(took).toBeGreaterThan(900);
  });
});

test('a forgotten password costs nothing: a few wrong ones, then the right one, time and again', async () => {
  await account('forgetful');
  const { signIn, signOut } = at('192.0.2.80');
  const [, took] = await timed(async () => {
    for (let round = 0; round < 2; round++) {
      for (let guess = 0; guess < 4; guess++)
        expect((await signIn('forgetful', 'a wrong guess')).status).toBe(401);
      expect((await signIn('forgetful', defaultPassword)).status).toBe(303);
      await signOut();
    }
  });
  expect(took).toBeLessThan(10_000);
});

describe('a browser that signed in before', () => {
  test('has a cookie that scripts cannot read, for that name only, of one person or several', async () => {
    for (const username of ['mother', 'child']) await account(username);
    const { visitor, signIn, signOut } = at('198.51.100.4');
    const cookie = (await signIn('mother', defaultPassword)).headers
      .getSetCookie()
      .find((line) => line.startsWith('samovar.known='));
    expect(cookie).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const ofMother = visitor.cookies.get('samovar.known')!;
    expect(ofMother).not.toContain('mother');
    await signOut();
    await signIn('child', defaultPassword);
    expect(visitor.cookies.get('samovar.known')).toContain(ofMother);
    await signOut();
    const again = await signIn('mother', defaultPassword);
    expect(again.headers.getSetCookie().join()).not.toContain('samovar.known=');
  });

  test.each(['', '.', '~~~~', 'made.up', 'j:{}', '%', 'a'.repeat(99)])(
    'whose cookie reads %j is a stranger',
    async (cookie) => {
      await account('careful').catch(() => undefined);
      const { visitor, signIn } = at('198.51.100.5');
      visitor.cookies.set('samovar.known', cookie);
      expect((await signIn('careful', defaultPassword)).status).toBe(303);
      expect(visitor.cookies.get('samovar.known')).not.toBe(cookie);
    },
  );
});

test('a crowd of sign-ins waits for itself, not before somebody else', async () => {
  await account('calm').catch(() => undefined);
  // Of one address no more than 40 are let in at once, and the line has 50 places.
  const floods = Array.from({ length: 240 }, (_, index) => at(`192.0.2.${90 + (index % 6)}`));
  // Each has its form first, so that all of them are sent in the same moment.
  for (const { visitor } of floods) await visitor.get('/login');
  const { visitor, signIn } = at('198.51.100.6');
  await visitor.get('/login');
  const replies = Promise.all(floods.map((each, index) => each.signIn(`nobody${index}`, 'a wrong guess')));
  const reply = await signIn('calm', defaultPassword);
  expect(reply.status).toBe(303);
  const statuses = (await replies).map(({ status }) => status);
  // The line was full, or nothing is shown.
  expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(0);
});

test('a name of any length is one name: what nobody can be called is not kept', async () => {
  for (let index = 0; index < 3; index++) {
    const reply = await at('192.0.2.99').signIn(`${index}`.repeat(20_000), 'a wrong guess');
    expect(reply.status).toBe(401);
  }
});

test('the current password is asked for anew twenty times in one session', async () => {
  await account('borrowed');
  const { visitor, signIn } = at('198.51.100.7');
  await signIn('borrowed', defaultPassword);
  const change = (currentPassword: string) =>
    visitor.post('/account/password', { currentPassword, password: 'another good password' });
  for (let index = 0; index < 8; index++) expect((await change('a wrong guess')).status).toBe(403);
  const [reply, took] = await timed(() => change(defaultPassword));
  expect([reply.status, reply.location]).toEqual([303, '/account?done=password']);
  expect(took).toBeGreaterThan(900);
});
