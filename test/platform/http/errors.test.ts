import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { startApp, type TestApp } from '../../support/app.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  anna = new Visitor(server.url);
  await anna.register('anna');
});
afterAll(() => server.close());

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** The status of a request as it is written, which fetch would tidy up. */
const raw = (method: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const { port } = new URL(server.url);
    request({ port, host: '127.0.0.1', method, path, headers }, (response) =>
      resolve(response.resume().statusCode!),
    )
      .on('error', reject)
      .end();
  });

describe('no input makes a 500 or goes unanswered', () => {
  const paths = [
    '/login',
    '/register',
    '/setup',
    '/language',
    '/logout',
    '/account',
    '/account/password',
    '/account/sessions/end',
    '/account/sessions/end-others',
  ];
  const nasty = [
    '',
    '\0',
    '\ud800',
    '<script>alert(1)</script>',
    '{{t "x"}}',
    "' or 1=1 --",
    '../../etc/passwd',
    '%00%ff',
    'ａｄｍｉｎ',
    '👩‍👩‍👧‍👦',
    '\u202eevil',
    'a'.repeat(10_000),
    '[object Object]',
    '__proto__',
  ];
  const names = [
    'username',
    'password',
    'currentPassword',
    'next',
    'code',
    'session',
    'language',
    '__proto__',
    'layout',
    'settings',
  ];

  /** Which statuses a person's mistake may have. */
  const isClear = (status: number) =>
    [200, 303, 400, 401, 403, 404, 405, 409, 413, 415, 422].includes(status);

  test.each(paths)('POST %s with every field nasty', async (path) => {
    for (const value of nasty) {
      const visitors = [new Visitor(server.url)];
      if (path !== '/logout') visitors.push(anna);
      for (const visitor of visitors) {
        const { status, body } = await visitor.post(
          path,
          Object.fromEntries(names.map((name) => [name, value])),
        );
        expect([path, value.slice(0, 30), status, isClear(status)]).toEqual([
          path,
          value.slice(0, 30),
          status,
          true,
        ]);
        expect(body).not.toContain('<script>alert(1)');
      }
    }
  });

  test.each(paths)('POST %s with bodies of all shapes', async (path) => {
    const _csrf = await anna.csrfToken();
    const json = { 'content-type': 'application/json', 'x-csrf-token': _csrf };
    const bodies: [string, Record<string, string>][] = [
      ['', form],
      [
        `_csrf=${_csrf}&username=a&username=b&password=a&password=b&next=a&next=b&session=a&session=b&language=a&language=b`,
        form,
      ],
      [`_csrf=${_csrf}&_csrf=${_csrf}`, form],
      [`_csrf[a]=1&username[b]=2&username[$gt]=`, form],
      ['%', form],
      ['%ff%fe=%00', form],
      ['&'.repeat(3000), form],
      ['a=1&'.repeat(3000), form],
      [
        '{"username":{"$gt":""},"password":[1],"next":{},"session":null,"language":1,"currentPassword":{}}',
        json,
      ],
      ['{"__proto__":{"layout":"x"},"constructor":{"prototype":{}}}', json],
      ['[]', json],
      ['null', json],
      ['7', json],
      ['{', json],
      ['\ufeff{}', json],
      ['{}', { 'content-type': 'application/json; charset=utf-7' }],
      ['{}', { ...form, 'content-encoding': 'gzip' }],
      ['x', { 'content-type': 'multipart/form-data; boundary=x' }],
      ['x', { 'content-type': 'text/plain' }],
      ['x', { 'content-type': '/' }],
    ];
    if (path === '/logout') return;
    for (const [body, headers] of bodies) {
      const { status } = await anna.request('POST', path, body, headers);
      expect([path, body.slice(0, 60), status, isClear(status)]).toEqual([
        path,
        body.slice(0, 60),
        status,
        true,
      ]);
    }
  });

  test('addresses, methods and cookies of all shapes', async () => {
    for (const path of [
      '/%',
      '/%ff',
      '/%00',
      '/a%00b',
      '/css/%',
      '/css/%00',
      '/css/..%2f..%2fpackage.json',
      '//',
      '///evil.example',
      '/login/',
      '/LOGIN',
      '/login?next=%',
      '/login?next=%ff',
      '/login?next[]=a&next=b',
      '/login?__proto__=1',
      '/login?' + 'a=b&'.repeat(2000),
      '/account?done=constructor',
      '/account?done=a&done=b',
      '/setup?code=%00',
      '/register?code=' + 'a'.repeat(8000),
    ]) {
      for (const cookie of [
        anna.cookieHeader,
        '',
        'samovar.sid=s%3A%00.x; samovar.sid=s:x',
        'samovar.language=constructor; ;;=;a',
      ])
        expect([path, isClear(await raw('GET', path, { cookie }))]).toEqual([path, true]);
    }
    for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND'])
      expect([method, isClear(await raw(method, '/login'))]).toEqual([method, true]);
    for (const accept of ['', '*', 'x/y', 'text/html;q=x', 'application/json', ','.repeat(1000)])
      expect(isClear(await raw('GET', '/nowhere', { accept, 'accept-language': accept }))).toBe(true);
    expect((await anna.get('/account')).status).toBe(200);
  });

  test('what is too large is refused as such', async () => {
    for (const headers of [form, { 'content-type': 'application/json' }]) {
      const { status, body } = await anna.request(
        'POST',
        '/login',
        `username=${'a'.repeat(70_000)}`,
        headers,
      );
      expect([status, body.includes('This is too large to send.')]).toEqual([413, true]);
    }
  });
});

describe('an error is answered', () => {
  test('with a page in the language of the browser', async () => {
    const english = await new Visitor(server.url).get('/nowhere');
    expect([english.status, english.body.includes('There is no such page.')]).toEqual([404, true]);
    const russian = await new Visitor(server.url, 'ru').get('/nowhere');
    expect([russian.status, russian.body.includes('Такой страницы нет.')]).toEqual([404, true]);
    expect(russian.body).toContain('<html lang="ru">');
  });

  test('in JSON to scripts, as problem details under /api/', async () => {
    const script = await anna.get('/nowhere', { accept: 'application/json', 'accept-language': 'ru' });
    expect(JSON.parse(script.body)).toEqual({
      error: { code: 'not_found', message: 'Такой страницы нет. Проверьте адрес.' },
    });
    const fetched = await anna.get('/nowhere', { accept: '*/*', 'sec-fetch-dest': 'empty' });
    expect(fetched.headers.get('content-type')).toContain('application/json');
    const api = await anna.get('/api/nowhere');
    expect(api.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(JSON.parse(api.body)).toMatchObject({ status: 404, code: 'not_found' });
  });

  test('to a stranger who wants a page by the way to sign in, to a script by 401', async () => {
    const stranger = new Visitor(server.url);
    expect(await stranger.get('/account')).toMatchObject({ status: 303, location: '/login?next=%2Faccount' });
    const script = await stranger.get('/account', { accept: 'application/json' });
    expect([script.status, (JSON.parse(script.body) as { error: { code: string } }).error.code]).toEqual([
      401,
      'unauthenticated',
    ]);
  });
});
