/** Cookies and forms are signed by keys of their own, and who was signed in before there were such keys still is. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { startApp, type TestApp } from '../../support/app.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;

beforeAll(async () => {
  server = await startApp();
  anna = new Visitor(server.url);
  await anna.register('anna');
});
afterAll(() => server.close());

const sessionIdIn = (cookie: string) => decodeURIComponent(cookie).slice('s:'.length).split('.')[0]!;

/** As express-session signs. */
const signed = (id: string, secret: string) =>
  encodeURIComponent(
    `s:${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`,
  );

const cookieOf = (visitor: Visitor) =>
  [...visitor.cookies].find(([, value]) => value.startsWith('s%3A')) as [string, string];

test('a session whose cookie the secret itself has signed goes on; one signed by anything else does not', async () => {
  const [name, cookie] = cookieOf(anna);
  const id = sessionIdIn(cookie);
  const { SESSION_SECRET: secret } = server.config;
  expect(cookie).not.toBe(signed(id, secret));
  const statusWith = async (value: string) => {
    const visitor = new Visitor(server.url);
    visitor.cookies.set(name, value);
    return (await visitor.get('/account')).status;
  };
  expect(await statusWith(cookie)).toBe(200);
  expect(await statusWith(signed(id, secret))).toBe(200);
  expect(await statusWith(signed(id, `${secret} csrf`))).toBe(303);
  expect(await statusWith(signed(id, 'another secret'))).toBe(303);
});
