import { expect, test } from '@jest/globals';
import type { Response } from 'express';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transfers } from '../../src/server/files/serving/transfers.js';
import { rawConnection } from '../support/raw-http.js';

test('Whoever has gone before their file was found takes none of a person’s turns', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked = async () => {
    const line = await rawConnection(url);
    const answer = once(server, 'request').then(([, response]) => response as ServerResponse);
    line.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return { line, response: (await answer) as Response };
  };
  const transfers = new Transfers();
  const gone = await asked();
  gone.line.destroy();
  await once(gone.response, 'close');
  for (let n = 0; n < 100; n++) transfers.begin(1, gone.response);
  // Those who are there have their bound.
  const { line, response } = await asked();
  for (let n = 0; n < 32; n++) transfers.begin(1, response.setMaxListeners(0));
  expect(() => transfers.begin(1, response)).toThrow('Too many files at once');
  line.destroy();
  await once(response, 'close');
  transfers.begin(1, response)();
  server.close();
});
