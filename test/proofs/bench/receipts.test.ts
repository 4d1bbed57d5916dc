/** What is lost, doubled or out of order is counted; otherwise "lost 0" would mean nothing. */
import { expect, test } from '@jest/globals';
import { messageText } from './generator/message-text.js';
import { type Reader, Receipts } from './generator/receipts.js';

const roomId = 7;

function frame(...seqs: number[]): Buffer {
  const messages = seqs.map((seq) => ({ seq, text: messageText(performance.now() * 1_000 - 5_000) }));
  return Buffer.from(`42${JSON.stringify(['chat_message', { roomId, messages }])}`);
}

/** Several clients that each receive their own row of frames, after seq 10. */
function received(...rows: Buffer[][]) {
  const receipts = new Receipts();
  const readers = rows.map((frames) => {
    const reader: Reader = new Map();
    receipts.begin(reader, roomId, 10);
    for (const bytes of frames) receipts.take(reader, bytes, 0, bytes.length);
    return reader;
  });
  return { ...receipts.collect(readers), isComplete: receipts.isComplete(readers) };
}

test('clients who receive everything, in whatever frames, lost nothing', () => {
  const result = received([frame(11), frame(12, 13)], [frame(11, 12), frame(13)], [frame(11), frame(12, 13)]);
  expect(result).toMatchObject({ deliveries: 9, lost: 0, duplicates: 0, isComplete: true });
  expect(result.latency.summary().p50).toBeGreaterThanOrEqual(5);
  expect(result.latency.summary().p50).toBeLessThan(2_000);
});

test('a hole and a missing end are lost messages', () => {
  expect(received([frame(11), frame(13)], [frame(11), frame(12)])).toMatchObject({
    lost: 2,
    duplicates: 0,
    isComplete: false,
  });
});

test('a message that was acknowledged and reached nobody is lost for everybody', () => {
  const receipts = new Receipts();
  const readers = [0, 1].map((): Reader => new Map());
  for (const reader of readers) receipts.begin(reader, roomId, 0);
  receipts.acknowledged(roomId, 1);
  expect(receipts.collect(readers)).toMatchObject({ lost: 2 });
});

test('the same message twice is a double, and a swap of two is noticed', () => {
  expect(received([frame(11), frame(11), frame(12)])).toMatchObject({ lost: 0, duplicates: 1 });
  expect(received([frame(12), frame(11)])).toMatchObject({ lost: 1, duplicates: 1 });
});
