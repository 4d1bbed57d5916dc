import { expect, test } from '@jest/globals';
import type { JoinView, MessageView } from '../../../src/shared/messages.js';
import { RoomLog } from '../../../src/browser/core/room-log.js';

/** A server's room: changes by rev. The client hears of them only by what a test passes on. */
class Room {
  readonly state = new Map<number, MessageView>();
  rev = 0;
  joins: number[] = [];

  write(): MessageView {
    return this.put(this.state.size + 1);
  }

  edit(seq: number): MessageView {
    return this.put(seq, 'edited');
  }

  since = (rev: number): Promise<JoinView> => {
    this.joins.push(rev);
    const messages = [...this.state.values()]
      .filter((message) => message.rev > rev)
      .sort((a, b) => a.rev - b.rev);
    return Promise.resolve({ rev: this.rev, messages, reset: false, hasMore: false } as unknown as JoinView);
  };

  private put(seq: number, text = `text ${seq}`): MessageView {
    const message = { id: seq, seq, rev: ++this.rev, text } as MessageView;
    this.state.set(seq, message);
    return message;
  }
}

/** What the reader sees: texts in the order of their places. */
class Seen {
  readonly seqs: number[] = [];
  readonly texts = new Map<number, string>();
  resets = 0;

  append(messages: MessageView[]): void {
    for (const { seq, text } of messages) {
      this.seqs.push(seq);
      this.texts.set(seq, text!);
    }
  }

  change({ seq, text }: MessageView): void {
    this.texts.set(seq, text!);
  }

  reset(messages: MessageView[]): void {
    this.resets++;
    this.seqs.length = 0;
    this.append(messages);
  }
}

function open(room = new Room(), since = room.since) {
  const seen = new Seen();
  return { room, seen, log: new RoomLog(0, 0, seen, since) };
}

test('what is announced in order is shown without asking', async () => {
  const { room, seen, log } = open();
  await log.receive([room.write(), room.write()]);
  await log.receive([room.edit(1)]);
  expect(seen.seqs).toEqual([1, 2]);
  expect(seen.texts.get(1)).toBe('edited');
  expect(log.rev).toBe(3);
  expect(room.joins).toEqual([]);
});

test('a lost announcement is seen at the next one and caught up, in order and once', async () => {
  const { room, seen, log } = open();
  await log.receive([room.write()]);
  room.write();
  const third = room.write();
  await log.receive([third]);
  await log.receive([third]);
  expect(seen.seqs).toEqual([1, 2, 3]);
  expect(room.joins).toEqual([1]);
});

test('a gap inside a batch: what comes before it is shown, the rest is caught up', async () => {
  const { room, seen, log } = open();
  const [first, , third] = [room.write(), room.write(), room.write()];
  await log.receive([first, third]);
  expect(seen.seqs).toEqual([1, 2, 3]);
  expect(room.joins).toEqual([1]);
});

test('a message written and edited while away comes as one new message in its place', async () => {
  const { room, seen, log } = open();
  room.write();
  room.write();
  room.edit(1);
  expect(await log.catchUp()).toBe(2);
  expect(seen.seqs).toEqual([1, 2]);
  expect(seen.texts.get(1)).toBe('edited');
  await log.receive([room.write()]);
  expect(room.joins).toEqual([0]);
});

test('what is announced while the answer is on its way is not lost', async () => {
  const room = new Room();
  let answer: (() => void) | undefined;
  const { seen, log } = open(room, async (rev) => {
    const view = await room.since(rev);
    if (!answer) await new Promise<void>((resolve) => (answer = resolve));
    return view;
  });
  room.write();
  const caughtUp = log.catchUp();
  await log.receive([room.write()]);
  expect(seen.seqs).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve));
  answer!();
  await caughtUp;
  expect(seen.seqs).toEqual([1, 2]);
});

test('a head ahead of the cursor catches up; one that is known asks nothing', async () => {
  const { room, seen, log } = open();
  room.write();
  await log.head(1);
  await log.head(1);
  expect(seen.seqs).toEqual([1]);
  expect(room.joins).toEqual([0]);
});

test('too far behind: everything is replaced by the newest page', async () => {
  const { room, seen, log } = open(new Room(), () =>
    Promise.resolve({
      rev: 900,
      messages: [{ id: 850, seq: 850, rev: 900, text: 'newest' }],
      reset: true,
      hasMore: true,
    } as unknown as JoinView),
  );
  await log.receive([room.write()]);
  await log.head(900);
  expect(seen.resets).toBe(1);
  expect(seen.seqs).toEqual([850]);
  expect([log.rev, log.lastSeq]).toEqual([900, 850]);
});

test('no answer: the cursor stays, and the next catch-up brings everything', async () => {
  const room = new Room();
  let isAway = true;
  const { seen, log } = open(room, (rev) => (isAway ? Promise.reject(new Error('away')) : room.since(rev)));
  room.write();
  await expect(log.catchUp()).rejects.toThrow('away');
  isAway = false;
  await log.catchUp();
  expect(seen.seqs).toEqual([1]);
});
