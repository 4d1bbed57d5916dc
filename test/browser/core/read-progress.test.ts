import { expect, test } from '@jest/globals';
import { ReadProgress } from '../../../src/browser/core/read-progress.js';

/** Read up to 100; the next message of others is 103, with 40 unread in all. */
const stopped = () => new ReadProgress({ lastReadSeq: 100, unread: 40 }, 103);

test('what passes through view from where one stopped is read', () => {
  const progress = stopped();
  progress.saw(99, 110);
  expect(progress.toTell).toBe(110);
  progress.telling(110);
  expect(progress.toTell).toBeUndefined();
  // A fast hand: between two looks more than a screen went by.
  progress.saw(140, 160);
  expect(progress.toTell).toBe(160);
});

test('scrolling back up reads nothing, and takes nothing back', () => {
  const progress = stopped();
  progress.saw(103, 120);
  progress.saw(40, 60);
  expect(progress.toTell).toBe(120);
});

test('a leap over what is new reads none of it, until the reader is back where they had stopped', () => {
  const progress = stopped();
  progress.saw(103, 105);
  progress.telling(105);
  progress.leapt();
  progress.saw(130, 150);
  expect(progress.toTell).toBeUndefined();
  expect(progress.readsOn).toBe(false);
  progress.saw(103, 120);
  expect(progress.toTell).toBe(120);
});

test("one's own messages in between are nothing to read first", () => {
  const progress = stopped();
  progress.saw(103, 105);
  expect(progress.toTell).toBe(105);
});

test('marked as read, everything is, and what comes next is read as it is seen', () => {
  const progress = stopped();
  progress.leapt();
  progress.passTo(150);
  expect(progress.toTell).toBe(150);
  progress.saw(151, 152);
  expect(progress.toTell).toBe(152);
});

test('marked as unread, what is in view stays so until the reader does something', () => {
  const progress = stopped();
  progress.saw(103, 140);
  progress.telling(140);
  progress.learn({ lastReadSeq: 140, unread: 0 });
  progress.keepUnread(120);
  progress.learn({ lastReadSeq: 119, unread: 21 });
  progress.saw(110, 140);
  expect(progress.toTell).toBeUndefined();
  progress.release();
  progress.saw(110, 140);
  expect(progress.toTell).toBe(140);
});

test('an answer that was under way when the reader went back does not bring them forward again', () => {
  const progress = stopped();
  progress.saw(103, 140);
  progress.telling(140);
  progress.keepUnread(120);
  progress.learn({ lastReadSeq: 140, unread: 0 });
  progress.learn({ lastReadSeq: 119, unread: 21 });
  progress.release();
  progress.saw(119, 130);
  expect(progress.toTell).toBe(130);
});

test('what another tab has read is read here; what it has marked as unread stays so here, too', () => {
  const progress = stopped();
  progress.learnFromElsewhere({ lastReadSeq: 130, unread: 10 });
  expect(progress.unread).toBe(10);
  expect(progress.toTell).toBeUndefined();
  progress.saw(131, 140);
  expect(progress.toTell).toBe(140);
  progress.learnFromElsewhere({ lastReadSeq: 109, unread: 31 });
  progress.saw(110, 140);
  expect(progress.toTell).toBeUndefined();
});

test('another tab that is less far takes nothing back from what is just being told', () => {
  const progress = stopped();
  progress.saw(103, 140);
  progress.telling(140);
  progress.learnFromElsewhere({ lastReadSeq: 125, unread: 15 });
  progress.saw(130, 145);
  expect(progress.toTell).toBe(145);
});

test('what could not be told is still to be told', () => {
  const progress = stopped();
  progress.saw(103, 120);
  progress.telling(120)();
  expect(progress.toTell).toBe(120);
});
