import { expect, test } from '@jest/globals';
import { readChoice, readCookie } from '../../../src/server/platform/http/cookies.js';

const read = (cookie: string | undefined, name: string) => readCookie({ headers: { cookie } }, name);

test('a cookie is found wherever it stands, and by its whole name only', () => {
  for (const cookie of [
    'a=1; theme=dark; b=2',
    'theme=dark',
    'theme=dark;b=2',
    'a=1;theme=dark',
    'a=1; theme=dark ; b',
  ])
    expect(read(cookie, 'theme')).toBe('dark');
  for (const cookie of [undefined, '', 'a=1', 'mytheme=dark', 'a=theme=dark', 'theme', 'Theme=dark', ' ; ;'])
    expect(read(cookie, 'theme')).toBeUndefined();
  expect(read('theme=; a=1', 'theme')).toBe('');
  expect(read('theme=light; theme=dark', 'theme')).toBe('light');
});

test('a choice is read under its name behind TLS first', () => {
  expect(readChoice({ headers: { cookie: 'theme=light; __Host-theme=dark' } }, 'theme')).toBe('dark');
  expect(readChoice({ headers: { cookie: 'theme=light' } }, 'theme')).toBe('light');
});
