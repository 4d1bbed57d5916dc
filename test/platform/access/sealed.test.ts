import { expect, test } from '@jest/globals';
import { derivedKey } from '../../../src/server/platform/access/derived-key.js';
import { seal, unseal } from '../../../src/server/platform/access/sealed.js';

const key = derivedKey('a secret that only these tests know', 'files');
const text = 's3://anna:чайник@bucket.example.org/files';

test('what is sealed is read with its key alone, and never the same twice', () => {
  const [one, other] = [seal(text, key), seal(text, key)];
  expect([unseal(one, key), unseal(other, key)]).toEqual([text, text]);
  expect(one.equals(other)).toBe(false);
  expect(one.toString('utf8')).not.toContain('anna');
  const elsewhere = derivedKey('a secret that only these tests know', 'sessions');
  expect(() => unseal(one, elsewhere)).toThrow();
});

test('whoever changes a byte of it, or leaves some out, is found out', () => {
  const sealed = seal(text, key);
  for (const place of sealed.keys()) {
    const changed = Buffer.from(sealed);
    changed[place]! ^= 1;
    expect(() => unseal(changed, key)).toThrow();
  }
  for (const size of [0, 12, 20, sealed.length - 1])
    expect(() => unseal(sealed.subarray(0, size), key)).toThrow();
});
