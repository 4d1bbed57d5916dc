/** Whose table is whose: the SQL that writes one stands in its feature, and nowhere else. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/server/config/project-root.js';

const server = join(projectRoot, 'src', 'server');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ feature: path.split('/')[0]!, text: readFileSync(join(server, path), 'utf8') }));

const featuresWith = (pattern: RegExp) =>
  [...new Set(sources.filter(({ text }) => pattern.test(text)).map(({ feature }) => feature))].sort();

describe('SQL that writes', () => {
  test.each([
    ['memberships', ['memberships']],
    ['messages', ['messages']],
    ['reactions', ['messages']],
    ['presence', ['presence']],
    ['nodes', ['presence']],
  ])('%s is in %j', (table, owners) => {
    expect(featuresWith(new RegExp(`\\b(insert into|update|delete from) ${table}\\b`))).toEqual(owners);
  });

  test('a room is in rooms, but its counters are the room log’s and its rights those of memberships', () => {
    expect(featuresWith(/\b(insert into|delete from) rooms\b/)).toEqual(['rooms']);
    expect(featuresWith(/\bupdate rooms set\b/)).toEqual(['memberships', 'messages', 'rooms']);
    expect(featuresWith(/\brights = rights\b/)).toEqual(['memberships']);
    expect(featuresWith(/\b(rev = rev|last_seq = rooms\.last_seq|rev = rooms\.rev) \+/)).toEqual([
      'messages',
    ]);
  });
});
