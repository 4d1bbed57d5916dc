import { expect, test } from '@jest/globals';
import { type ShownMessage, Stretch } from '../../../src/browser/core/stretch.js';

const message = (seq: number, rev = seq): ShownMessage => ({
  ...{
    id: 1_000 + seq,
    seq,
    rev,
    author: { id: 1, username: 'anna', name: 'Anna' },
    kind: 'text',
    text: `text ${seq}`,
  },
  ...{ createdAt: '2026-11-20T12:00:00.000Z', reactions: [] },
});
const messages = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const seqs = (stretch: Stretch) => stretch.inRoom.map(({ seq }) => seq);

test('pages are put together in order, and what is here already comes once', () => {
  const stretch = new Stretch();
  stretch.append(messages(5, 8));
  expect(stretch.append(messages(7, 9)).map(({ seq }) => seq)).toEqual([9]);
  expect(stretch.prepend(messages(3, 5)).map(({ seq }) => seq)).toEqual([3, 4]);
  expect(seqs(stretch)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect([stretch.firstSeq, stretch.lastSeq]).toEqual([3, 9]);
});

test('a new state takes the place of the old one; an older one, or one of a message that is not here, does not', () => {
  const stretch = new Stretch();
  stretch.append(messages(1, 3));
  expect(stretch.replace({ ...message(2, 9), text: 'edited' })?.text).toBe('text 2');
  expect(stretch.replace({ ...message(2, 7), text: 'late' })).toBeUndefined();
  expect(stretch.replace(message(4, 10))).toBeUndefined();
  expect(stretch.inRoom.map(({ text }) => text)).toEqual(['text 1', 'edited', 'text 3']);
});

test('a private message of another room stands among them and is none of this room', () => {
  const stretch = new Stretch();
  stretch.append(messages(1, 2));
  stretch.appendPrivate({ ...message(77), id: 5 });
  expect(stretch.get(5)?.seq).toBe(77);
  expect(stretch.isOfRoom(5)).toBe(false);
  expect(stretch.lastSeq).toBe(2);
  expect(stretch.bySeq(77)).toBeUndefined();
  expect(seqs(stretch)).toEqual([1, 2]);
});

test('more than the page can hold goes from the end where nobody reads, which then is not the end of the room', () => {
  const stretch = new Stretch();
  stretch.append(messages(101, 400));
  expect([stretch.space, stretch.trim('oldest'), stretch.hasOlder]).toEqual([0, [], false]);
  stretch.append(messages(401, 402));
  // At the beginning half of them at once: those that stay are moved seldom.
  expect(stretch.trim('oldest')).toEqual(messages(101, 252).map(({ id }) => id));
  expect([stretch.hasOlder, stretch.hasNewer, stretch.firstSeq]).toEqual([true, false, 253]);
  expect([stretch.space, stretch.trim('oldest')]).toEqual([150, []]);
  stretch.prepend(messages(101, 252));
  expect(stretch.trim('newest')).toEqual([1_401, 1_402]);
  expect([stretch.hasNewer, stretch.lastSeq]).toEqual([true, 400]);
  expect(stretch.get(1_402)).toBeUndefined();
});
