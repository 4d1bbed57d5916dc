/** Busy rooms are told of several messages at once, of the more the more there is to do; calm ones of each at once. */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Connections } from '../../../src/server/delivery/connections.js';
import { Delivery } from '../../../src/server/delivery/delivery.js';
import { Feed } from '../../../src/server/messages/log/feed.js';
import { RoomAnnouncer } from '../../../src/server/messages/log/room-announcer.js';
import { Metrics } from '../../../src/server/platform/telemetry/metrics.js';
import type { MessageView } from '../../../src/shared/messages.js';

let feed: Feed;
let announcer: RoomAnnouncer;
const revs = new Map<number, number>();

beforeEach(() => {
  jest.useFakeTimers();
  revs.clear();
  feed = new Feed();
  // Nobody is connected: how far a room was told of says when.
  announcer = new RoomAnnouncer(new Delivery(new Connections(), new Metrics()), feed);
});
afterEach(() => {
  announcer.onModuleDestroy();
  jest.useRealTimers();
});

/** Messages of a room are committed, so many milliseconds after they arrived. */
function commit(roomId: number, age: number, count = 1): void {
  const written = Array.from({ length: count }, () => {
    const rev = (revs.get(roomId) ?? 0) + 1;
    revs.set(roomId, rev);
    const author = { id: 1, username: 'anna', name: 'Anna' };
    const message: MessageView = {
      ...{ id: rev, roomId, seq: rev, rev, author, kind: 'text', text: 'hello' },
      ...{ createdAt: new Date().toISOString(), reactions: [] },
    };
    return { message, peer: null, inGroup: false };
  });
  feed.written(written, performance.now() - age);
}

/** Milliseconds after which a second message of a calm room is told, when it comes right after the first. */
function wait(roomId: number): number {
  commit(roomId, 5);
  expect(announcer.deliveredRev(roomId)).toBe(revs.get(roomId));
  commit(roomId, 5);
  let passed = 0;
  for (; announcer.deliveredRev(roomId) !== revs.get(roomId); passed++) jest.advanceTimersByTime(1);
  return passed;
}

/** Many rooms talk for a while, and each message takes so long to be committed. */
function load(age: number): void {
  for (let round = 0; round < 40; round++) {
    for (let roomId = 1; roomId <= 10; roomId++) commit(roomId, age, 3);
    jest.advanceTimersByTime(20);
  }
  jest.advanceTimersByTime(1_000);
}

test('calm rooms are told at once, and wait for 25 ms before the next', () => {
  expect(wait(1)).toBe(25);
  jest.advanceTimersByTime(1_000);
  for (let n = 0; n < 500; n++) {
    commit(2, 5);
    expect(announcer.deliveredRev(2)).toBe(revs.get(2));
    jest.advanceTimersByTime(200);
  }
  expect(wait(3)).toBe(25);
});

test('the more there is to do, the longer is gathered, up to 150 ms; and shorter again when it is done', () => {
  load(30);
  const some = wait(101);
  expect(some).toBeGreaterThan(30);
  load(5_000);
  expect(wait(102)).toBeGreaterThan(100);
  expect(wait(103)).toBeLessThanOrEqual(150);
  // Even then a room that was calm is told at once: `wait` has seen that.
  load(30);
  expect(wait(104)).toBeGreaterThanOrEqual(some - 10);
  for (let n = 0; n < 5; n++) load(1);
  expect(wait(105)).toBe(25);
});

test('what is gathered is told whole and in order when the server stops', () => {
  commit(7, 5);
  commit(7, 5, 3);
  expect(announcer.deliveredRev(7)).toBe(1);
  announcer.onModuleDestroy();
  expect(announcer.deliveredRev(7)).toBe(4);
});
