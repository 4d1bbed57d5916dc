import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addRoom, addUser, draft, fillRoom } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';
import { AuditLog } from '../../../src/server/audit/audit-log.js';
import { Conversations } from '../../../src/server/rooms/conversations.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { MessageSearch } from '../../../src/server/messages/reading/message-search.service.js';
import { Moderation } from '../../../src/server/messages/changing/moderation.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';

describe('Looking for messages', () => {
  let node: TestServices;
  let search: MessageSearch;
  let anna: SignedInUser;
  let boris: SignedInUser;
  let adam: SignedInUser;
  let kitchen: number;
  let cellar: number;

  beforeAll(async () => {
    node = await startServices();
    search = node.get(MessageSearch);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
    adam = await addUser(node.database, 'adam', 'admin');
    kitchen = await addRoom(node.database, 'kitchen', { members: [anna, boris] });
    cellar = await addRoom(node.database, 'cellar', { access: 'private', members: [anna] });
    const say = async (room: number, author: SignedInUser, text: string) =>
      (await node.get(RoomLog).append(draft(room, author.id, text))).id;
    await say(kitchen, anna, 'Ёлка 100% ready');
    await say(kitchen, boris, 'snake_case and C:\\temp');
    await say(cellar, anna, 'the ёлка is in the cellar');
    const insult = await say(kitchen, boris, 'an insult');
    const { room } = await node.get(Conversations).open(anna, 'boris');
    await say(room.id, anna, 'ёлка between us');
    const { room: own } = await node.get(Conversations).open(adam, 'boris');
    await say(own.id, adam, 'ёлка between adam and boris');
    await node.get(Moderation).remove(adam, insult);
  });

  afterAll(() => node.close());

  const found = async (filter: object) => {
    const { messages } = await search.find(adam, { limit: 50, ...filter });
    return messages.map(({ text, roomName }) => `${roomName}: ${text ?? 'gone'}`);
  };

  test('finds parts of texts in upper and lower case, and takes signs for what they are', async () => {
    const cellarToo = ['cellar: the ёлка is in the cellar', 'kitchen: Ёлка 100% ready'];
    expect(await found({ text: 'ёЛКА' })).toEqual(cellarToo);
    expect(await found({ text: '0%' })).toEqual(['kitchen: Ёлка 100% ready']);
    expect(await found({ text: 'e_c' })).toEqual(['kitchen: snake_case and C:\\temp']);
    expect(await found({ text: ':\\t' })).toEqual(['kitchen: snake_case and C:\\temp']);
    expect(await found({ text: 'a%y' })).toEqual([]);
  });

  test('finds by author and by room, tombstones included, and nothing of private conversations', async () => {
    expect(await found({ userId: boris.id })).toEqual(['kitchen: gone', 'kitchen: snake_case and C:\\temp']);
    expect(await found({ roomId: cellar })).toEqual(['cellar: the ёлка is in the cellar']);
    expect(await found({ userId: anna.id, roomId: kitchen })).toEqual(['kitchen: Ёлка 100% ready']);
    expect(await found({ userId: adam.id })).toEqual([]);
    expect(await found({})).toHaveLength(4);
  });

  test('pages back by id', async () => {
    const first = await search.find(adam, { limit: 3 });
    const last = await search.find(adam, { limit: 3, before: first.next! });
    expect([first.messages.length, last.messages.length, last.next]).toEqual([3, 1, null]);
    const ids = [...first.messages, ...last.messages].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  });

  test('looks through so many messages at a time, and says how to look further back', async () => {
    await fillRoom(node.database, await addRoom(node.database, 'hall'), boris.id, 200_000);
    await node.get(RoomLog).append(draft(kitchen, anna.id, 'much later'));
    const pages: (string | undefined)[][] = [];
    let next: number | null = Number.MAX_SAFE_INTEGER;
    while (next !== null) {
      const page: Awaited<ReturnType<MessageSearch['find']>> = await search.find(adam, {
        userId: anna.id,
        before: next,
        limit: 10,
      });
      pages.push(page.messages.map(({ text }) => text));
      next = page.next;
    }
    expect(pages).toEqual([['much later'], ['the ёлка is in the cellar', 'Ёлка 100% ready']]);
  });

  test('what an administrator reads of a private room that way stands in the audit log', async () => {
    const { entries: openings } = await node.get(AuditLog).list({ action: 'private_room_opened' }, 50);
    expect(openings).toMatchObject([
      { actor: { username: 'adam' }, subject: { id: cellar, name: 'cellar' } },
    ]);
  });

  test('is for administrators, as they are now and as their token allows', async () => {
    for (const person of [anna, { ...anna, role: 'admin' as const }, { ...adam, scope: 'write' as const }])
      await expect(search.find(person, { limit: 10 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
