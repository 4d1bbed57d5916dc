/** The newest page of a room is read once for all who open it, and is never an old one, nor given to whom it is not for. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Departures } from '../../../src/server/memberships/departures.service.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { Moderation } from '../../../src/server/messages/changing/moderation.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import { Inspection } from '../../../src/server/messages/reading/inspection.service.js';
import { MessagesRepository } from '../../../src/server/messages/reading/messages.repository.js';
import { NewestPages } from '../../../src/server/messages/reading/newest-pages.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { RoomsService } from '../../../src/server/rooms/rooms.service.js';
import { addRoom, addUser, draft, fillRoom } from '../../support/factories.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { statementsOf } from '../../support/statements.js';

describe('The newest page of a room', () => {
  let node: TestServices;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let carol: SignedInUser;
  let rooms = 0;

  beforeAll(async () => {
    node = await startServices();
    anna = await addUser(node.database, 'anna', 'admin');
    boris = await addUser(node.database, 'boris');
    carol = await addUser(node.database, 'carol');
  });
  afterAll(() => node.close());

  const addClub = async (count: number) => {
    const members = [anna, boris, carol];
    const roomId = await addRoom(node.database, `club ${++rooms}`, { access: 'private', members });
    if (count > 0) await fillRoom(node.database, roomId, anna.id, count);
    return roomId;
  };
  const open = (person: SignedInUser, roomId: number, rev?: number) =>
    node.get(MessagesService).catchUp(person, roomId, rev);

  /** How often messages were read during `action`; that a standing counts what is unread is no reading. */
  async function readings(action: () => Promise<unknown>): Promise<number> {
    const texts = await statementsOf(action);
    return texts.filter((text) => text.includes('m.seq, m.rev')).length;
  }

  test('is read once for all who open it, and is the same to the last byte', async () => {
    const roomId = await addClub(60);
    const first = await open(anna, roomId);
    expect(first.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => 11 + n));
    expect(first).toMatchObject({ rev: 60, reset: true, hasMore: true });
    const others: (typeof first)[] = [];
    const read = await readings(async () => {
      others.push(await open(boris, roomId), await open(carol, roomId), await open(anna, roomId));
    });
    expect(read).toBe(0);
    for (const { messages, rev, hasMore } of others) {
      expect({ rev, hasMore }).toEqual({ rev: 60, hasMore: true });
      expect(messages).toBe(first.messages);
    }
  });

  test('is read once by a crowd that comes in the same moment', async () => {
    const roomId = await addClub(5);
    const crowd = [anna, boris, carol, anna, boris, carol, anna, boris, carol];
    const read = await readings(async () => {
      const opened = await Promise.all(crowd.map((person) => open(person, roomId)));
      expect(opened.map(({ messages }) => messages.length)).toEqual(crowd.map(() => 5));
    });
    expect(read).toBe(1);
  });

  test('is not read where there is nothing to read, nor for who knows all of it', async () => {
    const [empty, known] = [await addClub(0), await addClub(5)];
    const read = await readings(async () => {
      expect(await open(boris, empty)).toMatchObject({ messages: [], rev: 0, reset: true, hasMore: false });
      expect(await open(boris, known, 5)).toMatchObject({ messages: [], rev: 5, reset: false });
    });
    expect(read).toBe(0);
    expect((await open(boris, known, 4)).messages.map(({ seq }) => seq)).toEqual([5]);
  });

  test('shows each change to whoever opens it next', async () => {
    const roomId = await addClub(3);
    const [changes, log] = [node.get(MessageChangesService), node.get(RoomLog)];
    const shown = async () =>
      (await open(boris, roomId)).messages.map(({ text, reactions }) => [text, reactions.length]);
    const others = [
      ['message 1', 0],
      ['message 2', 0],
    ];
    expect(await shown()).toEqual([...others, ['message 3', 0]]);
    const [, , third] = (await open(boris, roomId)).messages;
    await changes.edit(anna, { messageId: third!.id, text: 'edited' });
    expect(await shown()).toEqual([...others, ['edited', 0]]);
    await changes.react(boris, { messageId: third!.id, emoji: '👍', on: true });
    expect(await shown()).toEqual([...others, ['edited', 1]]);
    await changes.react(boris, { messageId: third!.id, emoji: '👍', on: false });
    expect(await shown()).toEqual([...others, ['edited', 0]]);
    const fourth = await log.append(draft(roomId, boris.id, 'new'));
    expect(await shown()).toEqual([...others, ['edited', 0], ['new', 0]]);
    await changes.delete(boris, { messageId: fourth.id });
    expect(await shown()).toEqual([...others, ['edited', 0], [undefined, 0]]);
    await node.get(Moderation).removeAllOf(anna, anna.id);
    expect(await shown()).toEqual(Array.from({ length: 4 }, () => [undefined, 0]));
  });

  test('is new although a message beyond it was changed, and although the change was made elsewhere', async () => {
    const roomId = await addClub(60);
    expect((await open(boris, roomId)).rev).toBe(60);
    await node.database.query(
      `with room as (update rooms set rev = rev + 1 where id = $1 returning rev)
       update messages set text = 'by another node', rev = room.rev from room where room_id = $1 and seq = 1`,
      [roomId],
    );
    expect(await readings(() => open(boris, roomId))).toBe(1);
    expect((await open(boris, roomId)).rev).toBe(61);
  });

  test('is kept under what it shows where something is written between the room and the page', async () => {
    const roomId = await addClub(3);
    const found = await node.get(RoomsService).requireById(boris, roomId);
    await node.get(RoomLog).append(draft(roomId, anna.id, 'between'));
    const pages = node.get(NewestPages);
    const reader = { id: boris.id, inspects: false };
    const page = await pages.of(reader, found);
    expect(page.messages.map(({ text }) => text)).toContain('between');
    const later = await node.get(RoomsService).requireById(boris, roomId);
    expect(await readings(async () => expect(await pages.of(reader, later)).toBe(page))).toBe(0);
    // Who was told of the earlier state only may have been removed since: they are asked about again.
    expect(await readings(() => pages.of(reader, found))).toBe(1);
  });

  test('is refused to somebody who was removed, though it is kept, and shows nothing to who is removed meanwhile', async () => {
    const roomId = await addClub(3);
    const found = await node.get(RoomsService).requireById(boris, roomId);
    await open(anna, roomId);
    await node.get(Departures).depart(roomId, boris.id);
    expect(await codeOf(open(boris, roomId))).toBe('not_found');
    await node.get(RoomLog).append(draft(roomId, anna.id, 'not for boris'));
    await open(anna, roomId);
    const page = await node.get(NewestPages).of({ id: boris.id, inspects: false }, found);
    expect(page.messages).toEqual([]);
  });

  test('is given to an administrator who looks into the room, and is that of the moment', async () => {
    const roomId = await addRoom(node.database, 'seen from outside', { access: 'private', members: [boris] });
    await fillRoom(node.database, roomId, boris.id, 2);
    await open(boris, roomId);
    const changes = await node.get(Inspection).changes(anna, roomId, undefined);
    expect(changes.messages).toBe((await open(boris, roomId)).messages);
    expect(await codeOf(node.get(Inspection).changes(carol, roomId, undefined))).toBe('not_found');
  });

  test('is another one when a backup was restored and the room has come to the same rev again', async () => {
    const roomId = await addClub(3);
    await open(boris, roomId);
    await node.database.query(`update messages set text = 'of the other time' where room_id = $1`, [roomId]);
    await node.database.query('update rooms set rev = rev where id = $1', [roomId]);
    const again = await open(boris, roomId);
    expect(again.rev).toBe(3);
    expect(again.messages.map(({ text }) => text)).toEqual(Array(3).fill('of the other time'));
  });

  test('cannot be changed by whoever gets it', async () => {
    const roomId = await addClub(3);
    const { messages } = await open(boris, roomId);
    expect(() => messages.pop()).toThrow(TypeError);
    expect(() => (messages[0]!.text = 'mine')).toThrow(TypeError);
  });

  test('of many rooms takes 24 MB at most, and what does not fit is read again', async () => {
    const pages = new NewestPages(node.get(MessagesRepository));
    const roomIds: number[] = [];
    for (let n = 0; n < 66; n++) {
      const roomId = await addClub(40);
      await node.database.query(`update messages set text = repeat('я', 5_000) where room_id = $1`, [roomId]);
      roomIds.push(roomId);
    }
    const openAll = async () => {
      for (const roomId of roomIds) {
        const found = await node.get(RoomsService).requireById(boris, roomId);
        expect((await pages.of({ id: boris.id, inspects: false }, found)).messages).toHaveLength(40);
        expect(pages.bytes).toBeLessThanOrEqual(24_000_000);
      }
    };
    await openAll();
    expect(pages.bytes).toBeGreaterThan(20_000_000);
    expect(await readings(openAll)).toBe(66);
  });
});
