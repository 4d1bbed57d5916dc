import { expect, test } from '@jest/globals';
import { isOwn } from '../../../src/server/platform/http/own-origin.js';

const publicUrl = 'https://chat.example.org';

test.each([
  ['http://localhost:3000', 'localhost:3000', undefined, true],
  ['https://chat.example.org', 'chat.example.org', undefined, true],
  ['http://localhost:3001', 'localhost:3000', undefined, false],
  ['ftp://localhost:3000', 'localhost:3000', undefined, false],
  ['null', 'localhost:3000', undefined, false],
  [undefined, 'localhost:3000', undefined, false],
  ['https://chat.example.org', '127.0.0.1:3000', publicUrl, true],
  ['http://chat.example.org', 'chat.example.org', publicUrl, false],
  ['https://example.org', 'chat.example.org', publicUrl, false],
  ['https://chat.example.org.evil.example', 'chat.example.org', publicUrl, false],
  ['https://chat.example.org:8443', 'chat.example.org:8443', publicUrl, false],
])('the origin %s at the Host %s with PUBLIC_URL %s: %s', (origin, host, url, own) => {
  expect(isOwn(origin, host, url)).toBe(own);
});
