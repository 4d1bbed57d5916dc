/** A wish for another protocol (RFC 9110, 7.8) is no reason to leave a request without its answer. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { startApp, type TestApp } from '../../support/app.js';
import { RawSocket } from '../../support/raw-socket.js';

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

const h2c =
  'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n';

/** What the server says to these bytes, until it closes. */
async function say(...chunks: string[]): Promise<string> {
  const { hostname, port } = new URL(app.url);
  const stream = connect(Number(port), hostname);
  const closed = once(stream, 'close');
  let said = '';
  stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  for (const chunk of chunks) {
    stream.write(chunk);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await closed;
  return said;
}

const last = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
const statuses = (said: string) =>
  [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

test('curl --http2 and Java get their page, and go on with the same connection', async () => {
  expect(statuses(await say(`GET /login HTTP/1.1\r\nHost: localhost\r\n${h2c}\r\n`, last))).toEqual([
    200, 200,
  ]);
});

test('a body comes along, whether it was there at once or came later', async () => {
  const body = '{"name":"x","scope":"read"}';
  const head = `POST /api/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${h2c}\r\n`;
  expect(statuses(await say(`${head}${body}${last}`))).toEqual([401, 200]);
  expect(statuses(await say(head, body.slice(0, 5), body.slice(5), last))).toEqual([401, 200]);
  const chunked = head.replace(/Content-Length: \d+/, 'Transfer-Encoding: chunked');
  expect(statuses(await say(chunked, `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`, last))).toEqual([
    401, 200,
  ]);
});

test('a WebSocket elsewhere than on the socket’s path is an ordinary request, too', async () => {
  const websocket =
    'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2Ftb3ZhcnNhbW92YXI9PQ==\r\n';
  expect(statuses(await say(`GET /login HTTP/1.1\r\nHost: localhost\r\n${websocket}\r\n`, last))).toEqual([
    200, 200,
  ]);
  expect(statuses(await say(`GET /nowhere HTTP/1.1\r\nHost: localhost\r\n${websocket}\r\n`, last))).toEqual([
    404, 200,
  ]);
});

test('polling with such a wish is polling, and a WebSocket on the socket’s path is one', async () => {
  const polling = `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: localhost\r\n${h2c}\r\n`;
  expect(await say(polling, last)).toMatch(/^HTTP\/1\.1 200[^]*"upgrades":\["websocket"\]/);
  const socket = await RawSocket.open(app.url);
  expect(await socket.connect()).toContain('unauthenticated');
});
