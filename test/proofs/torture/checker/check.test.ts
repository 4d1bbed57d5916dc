/** The checker itself: each kind of bad history is found, and a good one passes. */
import { describe, expect, test } from '@jest/globals';
import { check, controlLosses } from './check.js';
import { healedIn } from './healing.js';
import { attempt, begin, goodHistory, seen, stored, view } from './good-history.js';
import type { History, Stored } from './history.js';

const found = (changes: Partial<History>) => Object.keys(check(goodHistory(changes)));
const storedInstead = (...messages: Stored[]) => messages;

describe('The checker', () => {
  test('finds nothing in a good history', () => {
    expect(check(goodHistory())).toEqual({});
    expect(healedIn(goodHistory())).toBe(0);
  });

  test('finds an acknowledged message that is gone', () => {
    const two = [1, 2].map((seq) => stored(seq));
    expect(found({ stored: two, rooms: [{ id: 7, lastSeq: 2, rev: 2 }] })).toContain('lost');
  });

  test('finds what nobody sent, and what was refused', () => {
    expect(found({ attempts: [1, 2].map((place) => attempt(place)) })).toContain('unexpected');
    const refused = [attempt(1), attempt(2), attempt(3, { outcome: 'refused' })];
    expect(found({ attempts: refused })).toEqual(['refused and stored']);
  });

  test('finds the same id, place or text stored twice', () => {
    const twice = [1, 2, 3].map((seq) => stored(seq));
    expect(found({ stored: [...twice, stored(4, { clientId: 'c3', text: 'text 3' })] })).toContain('doubled');
    expect(found({ stored: [...twice, stored(3, { id: 999, clientId: 'c4' })] })).toContain('doubled');
    const again = attempt(4, { text: 'text 3' });
    expect(
      found({
        attempts: [...goodHistory().attempts, again],
        stored: [...twice, stored(4, { text: 'text 3' })],
      }),
    ).toContain('doubled');
  });

  test('finds a hole, a message beyond the last seq, and a rev beyond the room', () => {
    const first = [stored(1), stored(2)];
    expect(
      found({
        stored: storedInstead(...first, stored(4, { clientId: 'c3' })),
        rooms: [{ id: 7, lastSeq: 4, rev: 4 }],
      }),
    ).toContain('holes');
    expect(found({ rooms: [{ id: 7, lastSeq: 2, rev: 3 }] })).toContain('holes');
    expect(found({ rooms: [{ id: 7, lastSeq: 3, rev: 2 }] })).toContain('holes');
  });

  test("finds one sender's messages in another order than they were written", () => {
    const written = [attempt(1, { place: 2 }), attempt(2, { place: 1 }), attempt(3)];
    expect(found({ attempts: written })).toEqual(['out of order']);
  });

  test('finds a repeat that was answered otherwise', () => {
    const [first, ...rest] = goodHistory().replies;
    const again = { ...first!, message: { ...seen(1), id: 101, seq: 4 } };
    expect(found({ replies: [first!, again, ...rest] })).toEqual(['repeat differs']);
  });

  test('finds an edit or a deletion that was acknowledged and is gone', () => {
    expect(found({ changes: [{ messageId: 102, text: 'edited', at: begin, rev: 4 }] })).toContain(
      'change lost',
    );
    expect(found({ changes: [{ messageId: 102, at: begin, rev: 4 }] })).toContain('change lost');
  });

  test('finds a list with a message twice, out of order, or missing', () => {
    expect(found({ views: [view([1, 2, 2, 3])] })).toContain('seen twice');
    expect(found({ views: [view([2, 1, 3])] })).toContain('seen out of order');
    for (const seqs of [[2, 3], [1, 3], [1, 2], []])
      expect(found({ views: [view(seqs)] })).toEqual(['never seen']);
    expect(found({ views: [view([1, 2], { isComplete: false })] })).toEqual([]);
  });

  test('lets a list begin anew with any page after a reset, but not with a hole in it', () => {
    const after = (seqs: number[]) =>
      view([2, 3], {
        stretches: [
          { isReset: false, entries: [seen(1)] },
          { isReset: true, entries: seqs.map(seen) },
        ],
      });
    expect(found({ views: [after([2, 3])] })).toEqual([]);
    expect(found({ views: [after([1, 3])] })).toEqual(['never seen']);
  });

  test('finds an observer who saw another message in a place, a foreign text, or one that is not stored', () => {
    const instead = (entry: object) => [
      view([1, 2], {
        isComplete: false,
        stretches: [{ isReset: false, entries: [seen(1), { ...seen(2), ...entry }] }],
      }),
    ];
    expect(found({ views: instead({ id: 103 }) })).toEqual(['disagreement']);
    expect(found({ views: instead({ text: 'something else' }) })).toEqual(['disagreement']);
    expect(found({ views: [view([1, 2, 3, 4])] })).toContain('disagreement');
  });

  test('finds a list that shows the old text', () => {
    const edited = {
      changes: [{ messageId: 102, text: 'edited', at: begin, rev: 4 }],
      rooms: [{ id: 7, lastSeq: 3, rev: 4 }],
    };
    const now = [stored(1), stored(2, { text: 'edited', rev: 4 }), stored(3)];
    expect(found({ ...edited, stored: now })).toEqual(['seen stale']);
  });

  test('finds what was read or written after a removal', () => {
    const removals = [{ userId: 2, roomId: 7, at: begin, lastSeq: 2 }];
    expect(found({ removals })).toEqual(['after removal']);
    const heard = view([1, 2], { isComplete: false, afterRemoval: [seen(3)] });
    expect(found({ removals, views: [heard] })).toEqual(['after removal']);
    expect(found({ removals: [{ ...removals[0]!, userId: 1 }], views: [] })).toEqual(['after removal']);
    expect(found({ removals: [{ ...removals[0]!, lastSeq: 3 }] })).toEqual([]);
  });

  test('finds ghosts, the missing, and wrong counts of unread', () => {
    expect(found({ presence: [{ tab: 'boris', roomId: 7, expected: [1], shown: [1, 2] }] })).toEqual([
      'presence',
    ]);
    expect(found({ presence: [{ tab: 'boris', roomId: 7, expected: [1, 2], shown: [1] }] })).toEqual([
      'presence',
    ]);
    const [told] = goodHistory().unread;
    expect(found({ unread: [{ ...told!, unread: 3 }] })).toEqual(['unread']);
    const ignored = [{ userId: told!.userId, ignoredId: 1 }];
    expect(found({ ignored })).toEqual(['unread']);
    expect(found({ ignored, unread: [{ ...told!, unread: 0 }] })).toEqual([]);
    expect(found({ unread: [{ ...told!, marked: 2, asked: 2 }] })).toEqual(['unread']);
    expect(found({ unread: [{ ...told!, lastReadSeq: 2, unread: 1 }] })).toEqual(['unread']);
  });

  test('finds silence, late answers and bugs, and forgives them while the network was away', () => {
    const undecided = [attempt(1), attempt(2), attempt(3, { outcome: undefined })];
    expect(found({ attempts: undecided })).toEqual(['no outcome']);
    const late = [{ event: 'message', at: begin, took: 9_000, isCut: false }];
    expect(found({ asked: late })).toEqual(['late answer']);
    expect(found({ asked: [{ event: 'message', at: begin, isCut: false }] })).toEqual(['late answer']);
    expect(found({ asked: [{ event: 'message', at: begin, isCut: true }] })).toEqual([]);
    expect(found({ asked: late, fault: { begin, end: begin, back: begin, isNetwork: true } })).toEqual([]);
    expect(found({ asked: [{ event: 'edit', at: begin, took: 1, isCut: false, code: 'internal' }] })).toEqual(
      ['bug'],
    );
    expect(found({ server: { complaints: ['it ended'], health: [] } })).toEqual(['bug']);
  });

  test('finds a session that outlived its end', () => {
    expect(found({ signOuts: [{ tab: 'carl', at: begin }] })).toEqual(['late sign-out']);
    expect(found({ signOuts: [{ tab: 'carl', at: begin, closedAt: begin + 1_000 }] })).toEqual([]);
    const slow = { signOuts: [{ tab: 'carl', at: begin, closedAt: begin + 5_000 }] };
    expect(found(slow)).toEqual(['late sign-out']);
    expect(found({ ...slow, patience: 4 })).toEqual([]);
  });

  test('reckons the time to heal from the fault to the last late message or answer', () => {
    const late = view([1, 2, 3], {
      stretches: [{ isReset: false, entries: [{ ...seen(1), at: begin + 5_100 }] }],
    });
    expect(healedIn(goodHistory({ views: [late] }))).toBe(5_000);
    const replies = [{ clientId: 'c1', authorId: 1, roomId: 7, at: begin + 7_100, message: seen(1) }];
    expect(healedIn(goodHistory({ replies }))).toBe(7_000);
    const fault = { begin, end: begin + 100, back: begin + 3_100, isNetwork: false };
    expect(healedIn(goodHistory({ fault }))).toBe(3_000);
  });

  test('counts what naive clients lost', () => {
    expect(controlLosses(goodHistory())).toBe(0);
    expect(controlLosses(goodHistory({ views: [view([1, 3], { isNaive: true })] }))).toBe(1);
    expect(
      controlLosses(goodHistory({ attempts: [attempt(4, { isNaive: true, outcome: undefined })] })),
    ).toBe(1);
  });
});
