/** A room answers on every address that it ever had. */
import { expect, test } from '@jest/globals';
import { EmptyRooms } from '../../src/server/messages/changing/empty-rooms.service.js';
import { RoomManagement } from '../../src/server/rooms/room-management.service.js';
import { RoomMaking } from '../../src/server/rooms/room-making.service.js';
import { SearchService } from '../../src/server/search/search.service.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { searchWanted } from '../../src/shared/search.js';
import { gather } from '../support/company.js';
import { addRoom } from '../support/factories.js';
import { codeOf } from '../support/services.js';
import { Visitor } from '../support/visitor.js';

const company = gather('anna', 'boris');

const person = async (username: string): Promise<SignedInUser> => ({
  id: await company.idOf(username),
  username,
  role: 'member',
});
const rename = async (roomId: number, name: string) =>
  company.app.app.get(RoomManagement).change(await person('anna'), roomId, { name });
const signedIn = async (name: string) => {
  const visitor = new Visitor(company.app.url);
  await visitor.signIn(name);
  return visitor;
};

test('a page leads on for good, a socket and a search come to the room; and somebody who may not see it learns nothing', async () => {
  const anna = await person('anna');
  const roomId = await addRoom(company.app.database, 'old barn', { access: 'private', keepers: [anna] });
  await rename(roomId, 'new barn');
  await rename(roomId, 'newest barn');
  const [hers, his] = [await signedIn('anna'), await signedIn('boris')];
  for (const old of ['old%20barn', 'new%20barn', 'OLD%20Barn']) {
    const { status, location } = await hers.get(`/chat/${old}/3?reply=1`);
    expect([status, location]).toEqual([301, '/chat/newest%20barn/3?reply=1']);
    expect((await his.get(`/chat/${old}`)).status).toBe(404);
  }
  expect((await hers.get('/chat/NEWEST%20barn')).status).toBe(200);
  const found = async (visitor: Visitor, address: string) =>
    (JSON.parse((await visitor.get(`/api/rooms?address=${address}`)).body) as { rooms: object[] }).rooms;
  for (const address of ['old%20barn', 'newest%20barn'])
    expect(await found(hers, address)).toMatchObject([{ id: roomId, address: 'newest barn' }]);
  expect([await found(his, 'old%20barn'), await found(hers, 'no%20barn')]).toEqual([[], []]);
  const tab = await company.open('anna');
  expect((await tab.join('old barn')).room).toMatchObject({ id: roomId, address: 'newest barn' });
  expect((await (await company.open('boris')).refusal('join', { room: 'old barn' })).code).toBe('not_found');
  await tab.say(roomId, 'the hay is in');
  const searched = await company.app.app
    .get(SearchService, { strict: false })
    .search(anna, searchWanted.parse({ q: 'hay in:"old barn"', limit: 10 }));
  expect(searched.hits).toHaveLength(1);
});

test('whoever takes a freed name has it; of two that had it, it leads to the later one, and to the first when that is gone', async () => {
  const anna = await person('anna');
  const making = company.app.app.get(RoomMaking);
  const make = (name: string) => making.create(anna, { name, access: 'public', posting: 'everyone' });
  const [first, second] = [await make('well'), await make('pump')];
  await rename(first.id, 'first well');
  await rename(second.id, 'well');
  const tab = await company.open('anna');
  const leadsTo = async (address: string) => (await tab.join(address)).room.id;
  expect([await leadsTo('well'), await leadsTo('pump')]).toEqual([second.id, second.id]);
  await rename(second.id, 'second well');
  expect(await leadsTo('well')).toBe(second.id);
  await rename(first.id, 'well');
  expect(await leadsTo('well')).toBe(first.id);
  await rename(first.id, 'first well');
  expect(await leadsTo('well')).toBe(first.id);
  const empty = await make('empty');
  await rename(empty.id, 'emptied');
  await company.app.app.get(EmptyRooms).remove(anna, empty.id);
  expect((await tab.refusal('join', { room: 'empty' })).code).toBe('not_found');
});

test('of two rooms that get one name at once, one has it', async () => {
  const anna = await person('anna');
  for (let round = 0; round < 5; round++) {
    const rooms = await Promise.all(
      ['left', 'right'].map((name) => addRoom(company.app.database, `${name} ${round}`, { keepers: [anna] })),
    );
    const outcomes = await Promise.all(rooms.map((id) => codeOf(rename(id, `middle ${round}`))));
    expect(outcomes.sort()).toEqual(['conflict', 'granted']);
  }
});
