/** Whoever takes an answer byte by byte: two minutes pass, by a clock of the test's own. */
import { afterEach, expect, jest, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, Response } from 'express';
import { answerInTime } from '../../../src/server/platform/http/answer-in-time.js';
import { rawConnection } from '../../support/raw-http.js';

let server: Server;
afterEach(() => {
  jest.useRealTimers();
  server.closeAllConnections();
  server.close();
});

test('an answer that is begun and not taken within two minutes ends', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  let response: Response | undefined;
  server = createServer((request, answer) => {
    response = answer as Response;
    answerInTime(request as Request, response, () => response!.end('x'.repeat(20_000_000)));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const reader = await rawConnection(`http://127.0.0.1:${port}`);
  reader.pause().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  while (!response?.headersSent) await new Promise((resolve) => setImmediate(resolve));

  jest.advanceTimersByTime(4_900);
  jest.advanceTimersByTime(110_000);
  expect(response.destroyed).toBe(false);
  const closed = new Promise((resolve) => response!.once('close', resolve));
  jest.advanceTimersByTime(11_000);
  await closed;
  expect(response.destroyed).toBe(true);
  reader.destroy();
});
