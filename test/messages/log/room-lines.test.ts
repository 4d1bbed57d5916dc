/** What rooms tell of themselves: live, after an absence, in the reader's language, and where nobody is to find it. */
import { expect, test } from '@jest/globals';
import { RoomManagement } from '../../../src/server/rooms/room-management.service.js';
import { SearchService } from '../../../src/server/search/search.service.js';
import { searchWanted } from '../../../src/shared/search.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { gather } from '../../support/company.js';
import { addRoom } from '../../support/factories.js';
import { codeOf } from '../../support/services.js';
import { Visitor } from '../../support/visitor.js';

const company = gather('anna', 'boris');

const person = async (username: string): Promise<SignedInUser> => ({
  id: await company.idOf(username),
  username,
  role: 'member',
});
const management = () => company.app.app.get(RoomManagement);

test('a change and its lines reach who is here at once, who was away with what they missed, and nobody is called', async () => {
  const [anna, boris] = [await person('anna'), await person('boris')];
  const roomId = await addRoom(company.app.database, 'shed', { members: [boris], keepers: [anna] });
  const here = await company.open('boris');
  await here.join('shed');
  const { rev } = await (await company.open('boris')).join('shed');
  await management().change(anna, roomId, { name: 'Barn', access: 'private', topic: 'Hay', slowSeconds: 30 });
  const { messages } = await here.until('chat_message', (news) => news.roomId === roomId);
  expect(messages.map(({ kind, seq, text, about }) => [kind, seq, text, about?.what])).toEqual([
    ['room', 1, 'renamed this room from shed to Barn', 'name'],
    ['room', 2, 'made this room private', 'access'],
    ['room', 3, 'changed the topic to: Hay', 'topic'],
    ['room', 4, 'turned slow mode on: a message in 30 seconds', 'slow'],
  ]);
  const missed = await (await company.open('boris')).must('join', { room: 'Barn', rev });
  expect([missed.reset, missed.messages]).toEqual([false, messages]);
  expect(messages[0]!.author).toMatchObject({ username: 'anna' });
  // Once more is no change, and no line.
  await management().change(anna, roomId, { name: 'Barn', slowSeconds: 30 });
  expect((await here.join('Barn')).room).toMatchObject({ lastSeq: 4, slowSeconds: 30 });
  const told = await company.app.database.query('select from activity where room_id = $1', [roomId]);
  expect(told).toHaveLength(0);
});

test('a page says them in the language of its reader; they are nobody’s to edit, and no search finds them', async () => {
  const anna = await person('anna');
  const roomId = await addRoom(company.app.database, 'loft', { keepers: [anna] });
  await management().change(anna, roomId, { topic: 'zebra' });
  const tab = await company.open('anna');
  await tab.say(roomId, 'a zebra was here');
  const { messages } = await tab.join('loft');
  expect((await tab.refusal('edit', { messageId: messages[0]!.id, text: 'hm' })).code).toBe('invalid');
  const visitor = new Visitor(company.app.url);
  await visitor.signIn('anna');
  const page = async (language: string) => {
    await visitor.post('/language', { language });
    return (await visitor.get('/chat/loft')).body;
  };
  expect(await page('en')).toContain('changed the topic to: \u2068zebra\u2069');
  expect(await page('ru')).toContain('меняет тему: \u2068zebra\u2069');
  const found = await company.app.app
    .get(SearchService, { strict: false })
    .search(anna, searchWanted.parse({ q: 'zebra', limit: 10 }));
  expect(found.hits.map(({ message }) => message.seq)).toEqual([2]);
});

test('of a change that is refused the room says nothing', async () => {
  const [anna, boris] = [await person('anna'), await person('boris')];
  const roomId = await addRoom(company.app.database, 'attic', { members: [boris], keepers: [anna] });
  await addRoom(company.app.database, 'cellar');
  expect(await codeOf(management().change(anna, roomId, { topic: 'Up', name: 'Cellar' }))).toBe('conflict');
  expect(await codeOf(management().change(boris, roomId, { archived: true }))).toBe('forbidden');
  expect(await codeOf(management().change(anna, roomId, { access: 'admins' }))).toBe('forbidden');
  const [room] = await company.app.database.query('select topic, last_seq, rev from rooms where id = $1', [
    roomId,
  ]);
  expect(room).toEqual({ topic: '', last_seq: 0, rev: 0 });
});
