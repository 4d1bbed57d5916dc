import { expect, test } from '@jest/globals';
import type { Request, Response } from 'express';
import { EventEmitter } from 'node:events';
import { atOnce } from '../../../src/server/platform/http/at-once.js';
import { Senders } from '../../../src/server/platform/http/senders.js';
import { testConfig } from '../../support/config.js';

/** How many of three hundred strangers' requests from one address are worked on at once. */
function atWork(settings: Record<string, string>, remoteAddress: string, headers = {}): [number, number] {
  const limited = atOnce(new Senders(testConfig('postgres://nowhere/x', settings)));
  const letIn = [0, 0] as [number, number];
  const perPerson = limited.perPerson(() => Promise.resolve(true));
  for (let n = 0; n < 300; n++) {
    const request = { ip: remoteAddress, path: '/login', headers, socket: { remoteAddress } };
    const response = Object.assign(new EventEmitter(), { req: request });
    const asked = [request as unknown as Request, response as unknown as Response] as const;
    void limited.perAddress(...asked, () => {
      letIn[0]++;
      void perPerson(...asked, () => letIn[1]++);
    });
  }
  return letIn;
}

test('strangers of one address wait for each other; those behind a proxy that hides their addresses do not', () => {
  expect(atWork({}, '192.0.2.7')).toEqual([256, 40]);
  expect(atWork({}, '10.0.0.1', { 'x-forwarded-for': '192.0.2.7' })).toEqual([300, 300]);
  expect(atWork({ PUBLIC_URL: 'https://chat.example.org' }, '10.0.0.1')).toEqual([300, 300]);
  // Who writes the header themselves is still one.
  expect(atWork({}, '192.0.2.7', { 'x-forwarded-for': '10.0.0.1' })).toEqual([256, 40]);
});

test('whoever had gone before it was known who they are holds no place', () => {
  const limited = atOnce(new Senders(testConfig('postgres://nowhere/x', {}))).perPerson(() =>
    Promise.resolve(true),
  );
  let letIn = 0;
  const ask = (closed: boolean) => {
    const request = { user: { id: 1 }, path: '/chat/', headers: {}, socket: {} } as unknown as Request;
    const response = Object.assign(new EventEmitter(), { req: request, closed }) as unknown as Response;
    void limited(request, response, () => letIn++);
  };
  for (let n = 0; n < 50; n++) ask(true);
  ask(false);
  expect(letIn).toBe(51);
});
