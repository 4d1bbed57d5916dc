import { expect, test } from '@jest/globals';
import { adviceLines } from '../../src/server/start/advice.js';

const winter = new Date('2026-12-01');

test.each([
  ['20.19.0', '18.6.0-beta.18-linux-x64', ['WARNING: Node.js 20.19.0 works']],
  ['24.4.1', undefined, []],
  ['22.12.0', undefined, []],
  ['24.4.1', '18.4.0-beta.17-linux-x64', ['WARNING: the PostgreSQL inside is 18.4, and 18.6 is out']],
  ['24.4.1', '18.7.0-beta.18-darwin-arm64', []],
  ['24.4.1', '19.1.0-linux-x64', []],
])('on Node.js %s with PostgreSQL %s', (node, postgres, beginnings) => {
  const lines = adviceLines(winter, node, postgres);
  expect(lines).toEqual(beginnings.map((beginning) => expect.stringMatching(`^${beginning}`)));
});

test('what is maintained today may not be for ever', () => {
  expect(adviceLines(new Date('2029-01-01'), '24.4.1', undefined)).toHaveLength(1);
});
