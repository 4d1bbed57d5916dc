/** What the log commits is announced: to all who subscribed, once, in the order of the revs, whatever becomes of it there. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { Moderation } from '../../../src/server/messages/changing/moderation.service.js';
import { Feed, type Subscriber } from '../../../src/server/messages/log/feed.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser, draft, fillRoom } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';

/** Room id → the revs that were told of it, and how. */
class Diary implements Subscriber {
  readonly entries: [roomId: number, rev: number, how: string][] = [];

  written: Subscriber['written'] = ({ written, byRoom }) => {
    for (const [roomId, messages] of byRoom)
      for (const { rev } of messages) this.entries.push([roomId, rev, 'written']);
    expect(written.map(({ message }) => message).sort((a, b) => a.id - b.id)).toEqual(
      [...byRoom.values()].flat().sort((a, b) => a.id - b.id),
    );
  };
  changed: Subscriber['changed'] = ({ roomId, rev }) => this.entries.push([roomId, rev, 'changed']);
  moved: Subscriber['moved'] = ({ roomId, rev }) => this.entries.push([roomId, rev, 'moved']);

  of(room: number): [rev: number, how: string][] {
    return this.entries.filter(([roomId]) => roomId === room).map(([, rev, how]) => [rev, how]);
  }
}

describe('The feed', () => {
  let node: TestServices;
  let log: RoomLog;
  let anna: SignedInUser;
  const diary = new Diary();
  const broken = () => {
    throw new Error('out of order');
  };

  beforeAll(async () => {
    node = await startServices();
    log = node.get(RoomLog);
    anna = await addUser(node.database, 'anna');
    // The one that fails stands before the one that must not notice.
    node.get(Feed).subscribe('broken', { written: broken, changed: broken, moved: broken });
    node.get(Feed).subscribe('diary', diary);
  });
  afterAll(() => node.close());

  test('tells of each message and each change once, in the order of the revs, and names who fails', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const rooms = [
      await addRoom(node.database, 'north', { members: [anna] }),
      await addRoom(node.database, 'south', { members: [anna] }),
    ];
    const drafts = Array.from({ length: 200 }, (_, n) => draft(rooms[n % 2]!, anna.id, `message ${n}`));
    const sent = await Promise.all(drafts.map((each) => log.append(each)));
    const changes = node.get(MessageChangesService);
    const repeats = drafts.slice(0, 20).map((each) => log.append({ ...each }));
    const edits = sent
      .slice(0, 20)
      .map(({ id }) => changes.edit(anna, { messageId: id, text: `edited ${id}` }));
    const more = Array.from({ length: 20 }, (_, n) => log.append(draft(rooms[n % 2]!, anna.id, `more ${n}`)));
    await Promise.all([...repeats, ...edits, ...more]);
    for (const room of rooms) {
      const revs = diary.of(room).map(([rev]) => rev);
      expect(revs).toEqual(Array.from({ length: 120 }, (_, n) => n + 1));
      expect(diary.of(room).filter(([, how]) => how === 'changed')).toHaveLength(10);
    }
    expect(error.mock.calls.length).toBeGreaterThan(0);
    for (const [sentence] of error.mock.calls) expect(sentence).toMatch(/"broken".*out of order/);
    error.mockRestore();
  });

  test('tells of very many changes in one word, that the room has come so far', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const adam = await addUser(node.database, 'adam', 'admin');
    const room = await addRoom(node.database, 'flood', { members: [anna] });
    await fillRoom(node.database, room, anna.id, 700);
    let done = false;
    while (!done) ({ done } = await node.get(Moderation).removeAllOf(adam, anna.id));
    const told = diary.of(room);
    expect(told.filter(([, how]) => how === 'changed')).toHaveLength(500);
    expect(told.at(-1)).toEqual([1_400, 'moved']);
    jest.restoreAllMocks();
  });

  test('says when the first of what was committed together had arrived, waiting included', async () => {
    const ages: number[] = [];
    const nothing = () => undefined;
    const written: Subscriber['written'] = ({ since }) => void ages.push(performance.now() - since);
    node.get(Feed).subscribe('clock', { written, changed: nothing, moved: nothing });
    const room = await addRoom(node.database, 'slow', { members: [anna] });
    const [sent] = await Promise.all([
      log.append(draft(room, anna.id, 'first')),
      // Its turn has come, and then it takes as long.
      log.change(
        () => new Promise((resolve) => setTimeout(() => resolve(false), 400)),
        () => Promise.resolve(null),
      ),
      log.append(draft(room, anna.id, 'second')),
    ]);
    expect(sent.seq).toBe(1);
    expect(ages[0]).toBeGreaterThanOrEqual(395);
  });

  test('takes a name once', () => {
    expect(() => node.get(Feed).subscribe('diary', new Diary())).toThrow(/diary/);
  });
});
