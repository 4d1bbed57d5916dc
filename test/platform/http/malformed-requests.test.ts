/** Requests that no browser sends: each is answered as its sender's mistake, and the server lives. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { rawAnswer } from '../../support/raw-http.js';

let server: TestApp;

beforeAll(async () => {
  server = await startApp();
});
afterAll(() => server.close());

const closing = 'Connection: close\r\n\r\n';
const withHost = (host: string, path = '/login') => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${closing}`;
const asking = (line: string, headers = '') => `${line} HTTP/1.1\r\nHost: localhost\r\n${headers}${closing}`;
const posting = (headers: string, body: string, path = '/login') =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}${closing}${body}`;
const form = 'Content-Type: application/x-www-form-urlencoded\r\n';

const mistakes: [string, string][] = [
  ['OPTIONS of everything', asking('OPTIONS *')],
  ['GET of everything', asking('GET *')],
  ['GET of everything but a query', asking('GET *?a=b')],
  ['a path without its slash', asking('GET login')],
  ['a query only', asking('GET ?next=/')],
  ['another server', asking('GET http://evil.example/')],
  ['another server, with a name', asking('GET http://user:password@evil.example/login')],
  ['no server at all', asking('GET http://')],
  ['a broken server', asking('GET http://[/login')],
  ['another protocol', asking('GET gopher://evil.example/login')],
  ['a path that is a server', asking('GET //evil.example/login')],
  ['a tunnel', asking('CONNECT evil.example:443')],
  ['a trace', asking('TRACE /login')],
  ['an unknown method', asking('BREW /login')],
  ['a method of another protocol', asking('PRI *')],
  ['a method in small letters', asking('get /login')],
  ['a NUL in the path', asking('GET /lo\0gin')],
  ['half an escape', asking('GET /chat/%E0%A4%A')],
  ['escaped bytes that are no text', asking('GET /chat/%ff%fe')],
  ['half an escape for the API', asking('GET /api/rooms/%')],
  ['half an escape of a file', asking('GET /js/%')],
  ['a NUL in a file', asking('GET /js/%00.js?v=1')],
  ['a folder above', asking('GET /js/../../package.json')],
  ['no host', `GET /login HTTP/1.1\r\n${closing}`],
  ['two hosts', `GET /login HTTP/1.1\r\nHost: a\r\nHost: b\r\n${closing}`],
  ['half an address as host', withHost('[')],
  ['half an address as host of a page for members', withHost('[', '/chat/')],
  ['half an address as host of the API', withHost('[::1', '/api/me')],
  ['a host with a space', withHost('a b')],
  ['a host with a path', withHost('a/../b')],
  ['a host with a name', withHost('user@evil.example')],
  ['a host with a port that is none', withHost('localhost:port')],
  ['a host with a port too high', withHost('localhost:99999')],
  ['a host of quotes', withHost('"><script>alert(1)</script>')],
  ['an empty host', withHost('')],
  ['a very long host', withHost('a'.repeat(9_000))],
  ['huge headers', asking('GET /login', `X-Large: ${'x'.repeat(20_000)}\r\n`)],
  ['very many headers', asking('GET /login', 'X-Many: x\r\n'.repeat(5_000))],
  ['a very long path', asking(`GET /${'x'.repeat(20_000)}`)],
  ['two lengths', posting(`${form}Content-Length: 3\r\nContent-Length: 5\r\n`, 'a=b&c=d')],
  ['a length that is none', posting(`${form}Content-Length: five\r\n`, 'a=b')],
  ['a length below nothing', posting(`${form}Content-Length: -1\r\n`, 'a=b')],
  ['a length and chunks', posting(`${form}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n`, '0\r\n\r\n')],
  ['an unknown transfer', posting(`${form}Transfer-Encoding: gzip\r\n`, 'a=b')],
  ['chunks that are none', posting(`${form}Transfer-Encoding: chunked\r\n`, 'zzz\r\n')],
  ['an unknown encoding', posting(`${form}Content-Encoding: zip\r\nContent-Length: 3\r\n`, 'a=b')],
  ['compressed nonsense', posting(`${form}Content-Encoding: br\r\nContent-Length: 3\r\n`, 'a=b')],
  ['a header without a name', asking('GET /login', ': x\r\n')],
  ['a header with a space in its name', asking('GET /login', 'X Y: z\r\n')],
  ['a header with a NUL', asking('GET /login', 'X: a\0b\r\n')],
  ['a header in two lines', asking('GET /login', 'X: a\r\n b\r\n')],
  ['a line feed alone', 'GET /login HTTP/1.1\nHost: localhost\nX: y\n\n'],
  ['an expectation that nobody knows', asking('GET /login', 'Expect: miracles\r\n')],
  ['a newer HTTP', 'GET /login HTTP/9.9\r\nHost: localhost\r\n\r\n'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'.repeat(20)],
  ['nothing but noise', '\x80\x81\x82\r\n\r\n'],
];

/** What tells the sender that it was their mistake. */
const refused = (status: number) => [400, 401, 403, 404, 405, 408, 413, 415, 417, 431].includes(status);

describe('is answered as a mistake:', () => {
  test.each(mistakes)('%s', async (_, text) => {
    const { status, text: answer } = await rawAnswer(server.url, Buffer.from(text, 'latin1'));
    expect([status, refused(status ?? 0)]).toEqual([status, true]);
    expect(answer).not.toMatch(/node_modules|\bat \w+ \(|<script>alert|evil\.example/);
  });
});

describe('is meant all the same:', () => {
  test.each([
    ['an escaped dot', asking('GET /js/%2e%2e/%2e%2e/package.json'), [404]],
    ['our own address before the path', asking('GET http://localhost/login'), [200]],
    ['our own address before nothing', asking('GET http://localhost'), [303]],
    ['no host, as HTTP/1.0 has none', 'GET /login HTTP/1.0\r\n\r\n', [200]],
    ['a host with a port', withHost('chat.example.org:8443'), [200]],
    ['an address as host', withHost('[2001:db8::1]:3000'), [200]],
    ['the oldest HTTP', 'GET /login\r\n\r\n', [200]],
    ['an escaped NUL', asking('GET /chat/%00'), [303]],
    ['half an escape in a query', asking('GET /api/openapi.json?query=%E0%A4'), [200]],
    ['bytes of another alphabet in the path', asking('GET /chat/\xd0\x96'), [303, 400]],
  ])('%s', async (_, text, statuses) => {
    const { status } = await rawAnswer(server.url, Buffer.from(text, 'latin1'));
    expect(statuses).toContain(status);
  });
});

test('whatever came, the next one is served', async () => {
  expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
});
