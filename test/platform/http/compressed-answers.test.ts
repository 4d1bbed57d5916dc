/** Pages and answers are compressed for whoever reads them, and never where their length would tell a secret. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type IncomingMessage, request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let anna: Visitor;

beforeAll(async () => {
  server = await startApp();
  anna = new Visitor(server.url);
  await anna.register('anna');
  await server.database.query("update users set role = 'admin'");
  await addRoom(server.database, 'kitchen');
});
afterAll(() => server.close());

interface Answer {
  message: IncomingMessage;
  body: Buffer;
}

/** As it comes over the wire; `fetch` would decompress it. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET', content?: string) =>
  new Promise<Answer>((resolve, reject) => {
    const asked = {
      method,
      headers: { cookie: anna.cookieHeader, 'accept-encoding': 'br, gzip', ...headers },
    };
    request(server.url + path, asked, (message) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => resolve({ message, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end(content);
  });

const read = ({ message, body }: Answer): string => {
  const encoding = message.headers['content-encoding'];
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  return (encoding === 'gzip' ? gunzipSync(body) : body).toString();
};

const encodingOf = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  (await ask(path, headers, method)).message.headers['content-encoding'];

describe('what is sent', () => {
  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip;q=0, br;q=0', undefined],
    ['deflate', undefined],
    ['', undefined],
  ])('to whoever takes "%s" is the same text, sent as %s', async (accepted, encoding) => {
    const plain = await ask('/api/openapi.json', { 'accept-encoding': 'identity' });
    const answer = await ask('/api/openapi.json', { 'accept-encoding': accepted });
    const { headers } = answer.message;
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['content-length']).toBe(String(answer.body.length));
    expect(headers['content-type']).toBe(plain.message.headers['content-type']);
    expect(headers.vary).toContain('Accept-Encoding');
    expect(read(answer)).toBe(plain.body.toString());
    if (encoding) expect(answer.body.length).toBeLessThan(plain.body.length / 3);
  });

  test('is a page, a page that says what is not there, and no answer that fits into a packet', async () => {
    const room = await ask('/chat/kitchen');
    expect(room.message.headers).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'no-store' });
    expect(read(room)).toMatch(/^<!doctype html>[^]*<\/html>\s*$/);
    const nowhere = await ask('/nowhere', { accept: 'text/html' });
    expect([nowhere.message.statusCode, nowhere.message.headers['content-encoding']]).toEqual([404, 'br']);
    expect(read(nowhere)).toContain('</html>');
    expect(await encodingOf('/api/me')).toBeUndefined();
    expect(await encodingOf('/')).toBeUndefined();
    expect(await encodingOf('/favicon.svg')).toBeUndefined();
  });

  test('has the same head for whoever asks for the head alone, but for the length', async () => {
    const head = await ask('/chat/kitchen', {}, 'HEAD');
    const { headers } = (await ask('/chat/kitchen')).message;
    expect(head.body).toHaveLength(0);
    const alike = ['content-encoding', 'content-type', 'vary', 'cache-control'];
    for (const name of alike) expect([name, head.message.headers[name]]).toEqual([name, headers[name]]);
    expect(head.message.headers['content-length']).toBeUndefined();
  });
});

describe('is not compressed', () => {
  test.each([
    ['same-origin', 'br'],
    ['none', 'br'],
    ['same-site', undefined],
    ['cross-site', undefined],
  ])('what "%s" asks for: another site would choose what stands there (%s)', async (site, encoding) => {
    expect(await encodingOf('/chat/kitchen', { 'sec-fetch-site': site })).toBe(encoding);
    expect(await encodingOf('/api/openapi.json', { 'sec-fetch-site': site })).toBe(encoding);
  });

  test('what answers a form: codes and new tokens are shown there', async () => {
    const body = new URLSearchParams({ _csrf: await anna.csrfToken(), name: 'x', scope: 'nothing' });
    const { message, body: page } = await ask(
      '/account/tokens',
      {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.toString().length),
      },
      'POST',
      body.toString(),
    );
    expect(message.statusCode).toBe(422);
    expect(page.toString()).toContain('</html>');
    expect(message.headers['content-encoding']).toBeUndefined();
  });

  test('the page with the registration link, by nobody on its way', async () => {
    const node = await startApp({ REGISTRATION: 'link' }, server.database);
    for (const path of ['/admin/people/registration', '/api/registration']) {
      const { headers, body, status } = await fetch(node.url + path, {
        headers: { cookie: anna.cookieHeader },
      });
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'no-store, no-transform']);
      expect(headers.get('content-encoding')).toBeNull();
      await body?.cancel();
    }
    await node.close();
  });
});

describe('Of the same page taken twice', () => {
  /** Long enough to be worth finding out, and not a word. */
  const secrets = (text: string) => new Set(text.match(/[\w-]{32,}/g) ?? []);

  test.each([
    '/chat/',
    '/chat/kitchen',
    '/chat/nowhere',
    '/account/tokens',
    '/admin',
    '/admin/people',
    '/api/me',
  ])('%s no secret is in both, and the tokens of both are good', async (path) => {
    const [one, other] = [await ask(path), await ask(path)].map(read) as [string, string];
    const [found, again] = [one, other].map(secrets);
    expect(found!.size).toBeGreaterThan(0);
    expect([...found!].filter((each) => again!.has(each))).toEqual([]);
    const ofSession = [...anna.cookies.values()].flatMap((value) => value.split(/[.%]/)).filter(isLong);
    expect(ofSession.length).toBeGreaterThan(3);
    for (const value of ofSession) for (const page of [one, other]) expect(page).not.toContain(value);
    for (const page of [one, other]) {
      const _csrf = /(?:csrf-token" content="|"csrfToken":")([^"]+)/.exec(page)![1]!;
      expect((await anna.post('/account/sessions/end-others', { _csrf })).status).toBe(303);
    }
  });

  test('/login no secret of a stranger is in both either', async () => {
    const stranger = new Visitor(server.url);
    const pages = [(await stranger.get('/login')).body, (await stranger.get('/login')).body];
    const [found, again] = pages.map(secrets);
    expect(found!.size).toBeGreaterThan(0);
    expect([...found!].filter((each) => again!.has(each))).toEqual([]);
    for (const value of stranger.cookies.values())
      for (const part of value.split('.')) for (const page of pages) expect(page).not.toContain(part);
  });
});

const isLong = (text: string) => text.length >= 20;
