/** Files that come slowly, and lines that are dead: a telephone that lost its network sends no more, and no goodbye either. */
import { afterEach, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { allowLongBody, endSlowBodies } from '../../../src/server/platform/http/slow-bodies.js';
import { rawConnection } from '../../support/raw-http.js';

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const silence = 300;

/** What has come of a file, and the line that it comes on. */
async function begun(
  take: (request: IncomingMessage) => void,
): Promise<{ line: Socket; file: IncomingMessage }> {
  server = createServer().listen(0, '127.0.0.1');
  endSlowBodies(server, { whole: 60_000, silence });
  await once(server, 'listening');
  const line = await rawConnection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const asked = once(server, 'request') as Promise<[IncomingMessage]>;
  line.write('PATCH / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nbeginning');
  const [file] = await asked;
  allowLongBody(file);
  file.on('error', () => undefined);
  take(file);
  return { line, file };
}

test('a line that falls silent in the middle of a file is ended; one that is slow is not', async () => {
  const { line, file } = await begun((request) => request.resume());
  for (let n = 0; n < 10; n++) {
    line.write('.');
    await sleep(silence / 3);
  }
  expect([file.destroyed, line.destroyed]).toEqual([false, false]);
  await new Promise((resolve) => file.once('close', resolve));
  expect(file.complete).toBe(false);
});

test('whoever waits for us is not silent', async () => {
  const { line, file } = await begun(() => undefined);
  await sleep(silence * 4);
  expect(file.destroyed).toBe(false);
  file.resume();
  await once(line, 'close');
});
