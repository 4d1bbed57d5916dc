import { expect, test } from '@jest/globals';
import { check } from './check.js';
import { goodHistory, stored, view } from './good-history.js';
import type { History, StoredCall } from './history.js';

const call = (userId: number, seq: number): StoredCall => ({ userId, messageId: 100 + seq });

/** Anna's second message calls Boris, who is told. */
function called(changes: Partial<History> = {}): string[] {
  const heardCalls = [{ tab: 'boris', ...call(2, 2) }];
  // Whom somebody ignores, that is not unread, is for another test.
  const history = goodHistory({ calls: [call(2, 2)], heardCalls, unread: [] });
  const text = 'text 2 for @boris and @nobody';
  history.attempts[1]!.text = text;
  history.stored[1]!.text = text;
  for (const entry of history.views[0]!.stretches[0]!.entries) if (entry.seq === 2) entry.text = text;
  history.views[0]!.state.get(2)!.text = text;
  return Object.keys(check({ ...history, ...changes }));
}

test('finds nothing where whoever is called is told once, and where nobody can know', () => {
  expect(called()).toEqual([]);
  expect(called({ calls: [], heardCalls: [], ignored: [{ userId: 2, ignoredId: 1 }] })).toEqual([]);
  expect(called({ calls: [], removals: [{ userId: 2, roomId: 7, at: 0, lastSeq: 3 }] })).toEqual([]);
  expect(called({ calls: [], signOuts: [{ tab: 'boris', at: 0, closedAt: 1 }] })).toEqual([]);
});

test('finds who was never told, or twice', () => {
  expect(called({ calls: [] })).toEqual(['never told']);
  expect(called({ calls: [call(2, 2), call(2, 2)] })).toEqual(['told twice']);
  const heard = { tab: 'boris', ...call(2, 2) };
  expect(called({ heardCalls: [heard, heard] })).toEqual(['told twice']);
  expect(called({ heardCalls: [heard, { ...heard, tab: 'another of his' }] })).toEqual([]);
});

test('finds who was told of what is not stored, does not call them, or is not for them', () => {
  expect(called({ heardCalls: [{ tab: 'boris', ...call(2, 9) }] })).toEqual(['told of nothing']);
  expect(called({ calls: [call(2, 2), call(2, 3)] })).toEqual(['told wrongly']);
  expect(called({ ignored: [{ userId: 2, ignoredId: 1 }] })).toEqual(['told while ignored']);
  const views = [view([1], { isComplete: false })];
  expect(called({ views, removals: [{ userId: 2, roomId: 7, at: 0, lastSeq: 1 }] })).toEqual([
    'told after removal',
  ]);
  expect(called({ stored: [stored(1), stored(2), stored(3)] })).toContain('told wrongly');
});
