import { expect, test } from '@jest/globals';
import { derivedKey } from '../../../src/server/platform/access/derived-key.js';

test('one secret gives the same key for the same purpose, and another one for any other', () => {
  const made = [
    derivedKey('secret', 'cookies'),
    derivedKey('secret', 'forms'),
    derivedKey('secret', 'cookies', { salt: 'new' }),
    derivedKey('another', 'cookies'),
  ];
  expect(derivedKey('secret', 'cookies')).toBe(made[0]);
  expect(new Set(made).size).toBe(4);
  for (const key of made) expect(Buffer.from(key, 'base64url')).toHaveLength(32);
  expect(Buffer.from(derivedKey('secret', 'link', { bytes: 16 }), 'base64url')).toHaveLength(16);
});
