/** What an object holds open while somebody is given it, and who has gone by then. */
import { afterAll, beforeAll, test } from '@jest/globals';
import express, { type Request, type Response } from 'express';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveObject } from '../../src/server/files/serving/serve-object.js';
import { answerInTime } from '../../src/server/platform/http/answer-in-time.js';
import type { Storage } from '../../src/server/platform/storage/storage.js';
import { keyOf, places, someBytes, storageStage } from '../platform/storage/places.js';
import { eventually } from '../support/socket.js';

const stage = storageStage();
let server: Server;
let answer: (request: Request, response: Response) => Promise<void>;

beforeAll(async () => {
  server = createServer(express().use((request, response) => answer(request, response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Asks once, and goes away where the server ends the connection; resolves when the server has done with it. */
function ask(serve: (request: Request, response: Response) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    answer = async (request, response) => {
      await serve(request, response).then(resolve, reject);
    };
    const { port } = server.address() as AddressInfo;
    get({ host: '127.0.0.1', port, agent: false, headers: { accept: 'application/json' } }, (got) =>
      got.resume(),
    ).on('error', () => undefined);
  });
}

const held = () => readdirSync('/dev/fd').length;

/** One that is in a storage, and what gives it. */
async function served(storage: Storage) {
  const bytes = someBytes(3_000_000);
  const object = { key: keyOf(bytes), type: 'image/png', bytes: bytes.length, name: 'a.png', isShown: true };
  await storage.keep(object.key, stage.file(bytes), object.type);
  return (request: Request, response: Response) => serveObject(storage, request, response, object);
}

test.each(places)('who goes away before it comes out of a %s leaves nothing open', async (place) => {
  const serve = await served(stage.open(place));
  await ask(serve);
  const before = held();
  for (let round = 0; round < 5; round++) {
    await ask(async (request, response) => {
      response.destroy();
      await once(response, 'close');
      await serve(request, response);
    });
    await ask((request, response) => {
      setImmediate(() => response.destroy());
      return serve(request, response);
    });
  }
  await eventually(() => held() < before + 3, 'files or connections stay open');
});

test('who was told that it takes too long leaves nothing open once it comes all the same', async () => {
  const serve = await served(stage.open('bucket'));
  await ask(serve);
  const before = held();
  stage.s3.meanwhile(/^GET/, () => sleep(5_500));
  await ask((request, response) => {
    answerInTime(request, response, () => undefined);
    return serve(request, response);
  });
  await sleep(1_000);
  await eventually(() => held() < before + 1, 'its connection stays open');
});
