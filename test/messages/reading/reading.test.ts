import { describe, expect, test } from '@jest/globals';
import type { MessageView } from '../../../src/shared/messages.js';
import { gather } from '../../support/company.js';
import { addRoom, fillRoom } from '../../support/factories.js';

describe('Messages that were sent', () => {
  const company = gather('anna', 'boris');
  const seqs = (messages: MessageView[]) => messages.map((message) => message.seq);
  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  test('page back and forth by seq, to both ends', async () => {
    const roomId = await addRoom(company.app.database, 'long');
    await fillRoom(company.app.database, roomId, await company.idOf('anna'), 120);
    const tab = await company.open('boris');
    const newest = await tab.join('long');
    expect([seqs(newest.messages), newest.hasMore]).toEqual([oneTo(120).slice(70), true]);
    const page = async (request: object) => {
      const { messages, hasBefore, hasAfter } = await tab.must('history', { roomId, ...request });
      return [messages[0]?.seq, messages.at(-1)?.seq, hasBefore, hasAfter];
    };
    expect(await page({ before: 71 })).toEqual([21, 70, true, true]);
    expect(await page({ before: 21 })).toEqual([1, 20, false, true]);
    expect(await page({ after: 70, limit: 10 })).toEqual([71, 80, true, true]);
    expect(await page({ after: 110 })).toEqual([111, 120, true, false]);
    expect(await page({ around: 60, limit: 11 })).toEqual([55, 65, true, true]);
    expect(await page({ around: 1 })).toEqual([1, 50, false, true]);
    expect(await page({ around: 120 })).toEqual([71, 120, true, false]);
    expect(await page({ after: 120 })).toEqual([undefined, undefined, true, false]);
  });

  test('are counted as unread until read on any tab, and all tabs know', async () => {
    const roomId = await addRoom(company.app.database, 'unread');
    const [a, first, second] = await Promise.all([
      company.open('anna'),
      company.open('boris'),
      company.open('boris'),
    ]);
    await a.join('unread');
    expect((await first.join('unread')).me.unread).toBe(0);
    for (const n of oneTo(5)) await a.say(roomId, `message ${n}`);
    const own = await first.say(roomId, 'my own does not count');
    expect((await second.join('unread')).me).toMatchObject({ unread: 5, lastReadSeq: 0 });
    expect(await first.must('read', { roomId, seq: 3 })).toEqual({ lastReadSeq: 3, unread: 2 });
    expect(await second.until('read', (mark) => mark.roomId === roomId)).toEqual({
      roomId,
      lastReadSeq: 3,
      unread: 2,
    });
    expect(await second.must('read', { roomId, seq: 1 })).toEqual({ lastReadSeq: 3, unread: 2 });
    expect(await second.must('read', { roomId, seq: 2, unread: true })).toEqual({
      lastReadSeq: 1,
      unread: 4,
    });
    await first.until('read', (mark) => mark.lastReadSeq === 1);
    expect(await first.must('read', { roomId, seq: 1_000_000 })).toEqual({ lastReadSeq: own.seq, unread: 0 });
  });

  test('elsewhere move the head of a room for its members, once a second at most', async () => {
    const roomId = await addRoom(company.app.database, 'elsewhere');
    const [a, b] = await Promise.all([company.open('anna'), company.open('boris')]);
    await a.join('elsewhere');
    await b.join('elsewhere');
    await b.must('leave', { roomId });
    const start = Date.now();
    await Promise.all(oneTo(50).map((n) => a.say(roomId, `message ${n}`)));
    await b.until('room_head', (head) => head.roomId === roomId && head.seq === 50);
    const seconds = (Date.now() - start) / 1000;
    const heads = b.all('room_head').filter((head) => head.roomId === roomId);
    expect(heads.length).toBeLessThanOrEqual(2 + seconds);
    expect(b.messages(roomId)).toEqual([]);
  });
});
