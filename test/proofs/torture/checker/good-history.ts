/** A history without fault, for tests of the checker to spoil. */
import type { Attempt, History, Stored, View } from './history.js';

export const begin = 1_000_000;

export function attempt(place: number, changes: Partial<Attempt> = {}): Attempt {
  const clientId = `c${place}`;
  return {
    clientId,
    authorId: 1,
    roomId: 7,
    text: `text ${place}`,
    at: begin + place,
    outbox: 'anna',
    place,
    isNaive: false,
    outcome: 'answered',
    ...changes,
  };
}

export function stored(seq: number, changes: Partial<Stored> = {}): Stored {
  return {
    id: 100 + seq,
    roomId: 7,
    seq,
    rev: seq,
    authorId: 1,
    clientId: `c${seq}`,
    text: `text ${seq}`,
    createdAt: begin + seq,
    ...changes,
  };
}

export const seen = (seq: number) => ({
  id: 100 + seq,
  seq,
  rev: seq,
  text: `text ${seq}`,
  at: begin + seq + 5,
});

export function view(seqs: number[], changes: Partial<View> = {}): View {
  return {
    tab: 'boris',
    userId: 2,
    roomId: 7,
    openedAt: begin,
    isNaive: false,
    isComplete: true,
    stretches: [{ isReset: false, entries: seqs.map(seen) }],
    state: new Map(seqs.map((seq) => [seq, seen(seq)])),
    afterRemoval: [],
    ...changes,
  };
}

/** Anna writes three messages, Boris reads them, all is well. */
export function goodHistory(changes: Partial<History> = {}): History {
  return {
    attempts: [1, 2, 3].map((place) => attempt(place)),
    replies: [1, 2, 3].map((seq) => ({
      clientId: `c${seq}`,
      authorId: 1,
      roomId: 7,
      at: begin + seq + 3,
      message: seen(seq),
    })),
    changes: [],
    asked: [{ event: 'message', at: begin, took: 4, isCut: false }],
    views: [view([1, 2, 3])],
    removals: [],
    signOuts: [],
    stored: [1, 2, 3].map((seq) => stored(seq)),
    rooms: [{ id: 7, lastSeq: 3, rev: 3 }],
    presence: [{ tab: 'boris', roomId: 7, expected: [1, 2], shown: [2, 1] }],
    unread: [{ tab: 'boris', userId: 2, roomId: 7, marked: 1, asked: 1, lastReadSeq: 1, unread: 2 }],
    pages: [],
    people: [
      { id: 1, username: 'anna' },
      { id: 2, username: 'boris' },
    ],
    ignored: [],
    calls: [],
    heardCalls: [],
    server: { complaints: [], health: [{ at: begin, status: 200 }] },
    fault: { begin, end: begin + 100, back: begin + 100, isNetwork: false },
    patience: 1,
    ...changes,
  };
}
