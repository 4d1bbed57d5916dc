/** What the server itself asks of addresses that people give: it goes to the internet only, and waits for nobody for long. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { type LookupAddress, promises } from 'node:dns';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Outgoing } from '../../../src/server/platform/http/outgoing/outgoing.js';
import { lookupOf, OutOfReach } from '../../../src/server/platform/http/outgoing/reach.js';

const strict = new Outgoing({ OUTGOING: 'public' });
const free = new Outgoing({ OUTGOING: 'any' });
const asked: IncomingMessage[] = [];
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    if (request.url === '/away') return response.writeHead(302, { location: '/elsewhere' }).end();
    if (request.url === '/endless') {
      const more = () => void (!response.destroyed && response.write('x'.repeat(50_000), more));
      return more();
    }
    request.pipe(response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  for (const outgoing of [strict, free]) outgoing.onApplicationShutdown();
  server.closeAllConnections();
  server.close();
});

const get = (outgoing: Outgoing, url: string) => outgoing.ask({ url, method: 'GET' });

test.each([
  ['127.0.0.1', 'in numbers'],
  ['2130706433', 'in one number'],
  ['0x7f.1', 'in numbers that look like others'],
  ['[::1]', 'in IPv6'],
  ['[::ffff:127.0.0.1]', 'mapped into IPv6'],
  ['[::ffff:7f00:1]', 'mapped into IPv6 as it is written there'],
])('%s is this machine, %s, and is not asked', async (host) => {
  await expect(get(strict, `https://${host}:${port}/`)).rejects.toBeInstanceOf(OutOfReach);
  expect(asked).toEqual([]);
});

test.each([
  'http://example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'https://anna:secret@example.org/',
])('%s is not asked', async (url) => {
  expect(() => strict.requireReachable(url)).toThrow(OutOfReach);
  await expect(get(strict, url)).rejects.toBeInstanceOf(OutOfReach);
});

test('an operator may allow what stands beside the server', async () => {
  const url = `http://127.0.0.1:${port}/echo`;
  const answer = await free.ask({ url, method: 'POST', headers: { 'x-own': 1 }, body: Buffer.from('hello') });
  expect([answer.status, answer.body.toString(), asked.at(-1)!.headers['x-own']]).toEqual([
    200,
    'hello',
    '1',
  ]);
});

test('a redirect is an answer like any other, and is not followed', async () => {
  const answer = await get(free, `http://127.0.0.1:${port}/away`);
  expect([answer.status, answer.headers.location, asked.at(-1)!.url]).toEqual([302, '/elsewhere', '/away']);
});

test('an answer without an end is read to 64 kB', async () => {
  expect((await get(free, `http://127.0.0.1:${port}/endless`)).body.length).toBe(65_536);
});

/** A name server for all names, which answers each time with the next address, in the end with the last one. */
async function nameServer(...addresses: string[]) {
  const questions: number[] = [];
  const socket = createSocket('udp4', (question, from) => {
    const end = question.indexOf(0, 12) + 5;
    const type = question.readUInt16BE(end - 4);
    questions.push(type);
    const answer = Buffer.alloc(type === 1 ? 16 : 0);
    if (type === 1) {
      const address = addresses.length > 1 ? addresses.shift()! : addresses[0]!;
      // The name (by its place), A, IN, a TTL of nothing, four bytes.
      answer.writeUInt16BE(0xc00c, 0);
      answer.set([0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)], 2);
    }
    const head = Buffer.from(question.subarray(0, end));
    head.set([0x81, 0x80, 0, 1, 0, type === 1 ? 1 : 0, 0, 0, 0, 0], 2);
    socket.send(Buffer.concat([head, answer]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new promises.Resolver();
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return { resolver, questions, close: () => socket.close() };
}

test('a name is asked for once, and what it leads to inside is not gone to', async () => {
  const names = await nameServer('10.1.2.3', '93.184.216.34', '127.0.0.1');
  const lookup = lookupOf('public', names.resolver);
  const look = () =>
    new Promise<string | LookupAddress[]>((resolve, reject) => {
      lookup('rebound.example', { all: true }, (error, found) => (error ? reject(error) : resolve(found)));
    });
  await expect(look()).rejects.toBeInstanceOf(OutOfReach);
  expect(await look()).toEqual([{ address: '93.184.216.34', family: 4 }]);
  // Of each look one question for IPv4 and one for IPv6.
  expect(names.questions.sort()).toEqual([1, 1, 28, 28]);
  await expect(look()).rejects.toBeInstanceOf(OutOfReach);
  names.close();
});
