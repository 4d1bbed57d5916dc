import { Logger } from '@nestjs/common';
import { afterEach, expect, jest, test } from '@jest/globals';
import { readyLines } from '../../../src/server/start/addresses.js';
import { startApp, type TestApp } from '../../support/app.js';
import { testConfig } from '../../support/config.js';
import { Senders } from '../../../src/server/platform/http/senders.js';
import type { Request } from 'express';
import { Visitor } from '../../support/visitor.js';

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    ip: remoteAddress,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
    socket: { remoteAddress },
  }) as unknown as Request;

const proxy = '::ffff:172.17.0.1';

test.each<[string, Record<string, string>, Request, boolean]>([
  ['comes straight from a stranger', {}, request('192.0.2.7'), true],
  ['comes straight from a neighbour', {}, request('192.168.1.5'), true],
  ['came through a proxy on this machine that nobody named', {}, request('127.0.0.1', '192.0.2.7'), false],
  ['came through a proxy of this network that nobody named', {}, request(proxy, '192.0.2.7'), false],
  ['comes from a stranger who writes the header', {}, request('192.0.2.7', '198.51.100.1'), true],
  [
    'is for a public address without a named proxy',
    { PUBLIC_URL: 'https://a.example' },
    request(proxy),
    false,
  ],
  ['came through a named proxy', { TRUST_PROXY: '1' }, request('192.0.2.7', '192.0.2.7'), true],
])('a request that %s: its address is its own, or not', (_, settings, asked, isTold) => {
  expect(new Senders(testConfig('postgres://nowhere/x', settings)).of(asked).isTold).toBe(isTold);
});

test('at its start the server warns of a public address without a named proxy', () => {
  const warned = (settings: Record<string, string>) =>
    readyLines(testConfig('postgres://nowhere/x', settings), 'http://127.0.0.1:3000', {
      hasAdministrator: true,
      registrationLink: null,
    }).some((line) => line.startsWith('WARNING: PUBLIC_URL is set and TRUST_PROXY is not.'));
  const PUBLIC_URL = 'https://chat.example.org';
  expect(warned({})).toBe(false);
  expect(warned({ PUBLIC_URL })).toBe(true);
  for (const TRUST_PROXY of ['1', 'false']) expect(warned({ PUBLIC_URL, TRUST_PROXY })).toBe(false);
});

let server: TestApp | undefined;
afterEach(async () => {
  jest.restoreAllMocks();
  await server?.close();
});

test('of a proxy that nobody named it says so once', async () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  server = await startApp();
  const visitor = new Visitor(server.url);
  await visitor.get('/login');
  expect(warn).not.toHaveBeenCalled();
  for (let time = 0; time < 3; time++) await visitor.get('/login', { 'x-forwarded-for': '192.0.2.7' });
  expect(warn.mock.calls.map(([line]) => String(line))).toEqual([
    expect.stringContaining('A proxy at 127.0.0.1 sends X-Forwarded-For, but TRUST_PROXY is not set'),
  ]);
});
