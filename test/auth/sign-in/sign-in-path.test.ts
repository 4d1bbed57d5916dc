import { describe, expect, test } from '@jest/globals';
import { pathWithinSite } from '../../../src/server/auth/sign-in/sign-in-path.js';

describe('where people go after signing in', () => {
  test.each([
    '/',
    '/chat/lobby',
    '/chat/%D0%A7%D0%B0%D0%B9?a=b#c',
    '/chat/a//b',
    '/%2f%2fevil.example',
    '/a?next=//evil.example',
  ])('stays %s', (path) => expect(pathWithinSite(path)).toBe(path));

  test('a path is written so that it can stand in a header', () => {
    expect(pathWithinSite('/chat/Чай вечером')).toBe(
      '/chat/%D0%A7%D0%B0%D0%B9%20%D0%B2%D0%B5%D1%87%D0%B5%D1%80%D0%BE%D0%BC',
    );
  });

  test.each([
    ['//evil.example'],
    ['///evil.example'],
    ['/\\evil.example'],
    ['\\\\evil.example'],
    ['/\t/evil.example'],
    ['/\n/evil.example'],
    ['\t//evil.example'],
    ['/.//evil.example'],
    ['/..//evil.example'],
    ['/a/..//evil.example'],
    ['/%2e//evil.example'],
    ['/./\\evil.example'],
    ['https://evil.example/'],
    ['http:evil.example'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['chat/'],
    [''],
    ['/' + 'a'.repeat(3000)],
    [undefined],
    [null],
    [['/chat/a', '//evil.example']],
    [{ toString: (): string => '//evil.example' }],
  ])('is home instead of %j', (input) => expect(pathWithinSite(input)).toBe('/chat/'));
});
