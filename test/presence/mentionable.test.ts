/** Whom `@` completes in a room: everybody who may read it, who is here first. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { Mentionable } from '../../src/server/presence/mentionable.service.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { addRoom, addUser } from '../support/factories.js';
import { codeOf, startServices, type TestServices } from '../support/services.js';

let node: TestServices;
let anna: SignedInUser;
let guest: SignedInUser;
let here: SignedInUser;
let lately: SignedInUser;
let long: SignedInUser;

beforeAll(async () => {
  node = await startServices();
  const add = (name: string) => addUser(node.database, name);
  [anna, here, lately, long] = [await add('anna'), await add('ro-z'), await add('ro-b'), await add('ro-a')];
  guest = { ...(await addUser(node.database, 'ro-guest', 'guest')), role: 'guest' };
  await node.database.query("update users set display_name = 'Роза Ветров' where id = $1", [long.id]);
  await node.database.query(
    `insert into last_here values ($1, now() - interval '1 hour'), ($2, now() - interval '2 days')`,
    [lately.id, long.id],
  );
  node.get(PresenceService).came({ id: 'a connection', user: here });
});

afterAll(() => node.close());

const found = async (reader: SignedInUser, roomId: number, query: string) =>
  (await node.get(Mentionable).find(reader, roomId, { query })).people.map(({ username }) => username);

test('in a public room whoever may enter it, here or not: no guest who was not brought in, nobody who is banned', async () => {
  const id = await addRoom(node.database, 'square', { members: [anna] });
  expect(await found(anna, id, 'ro')).toEqual(['ro-z', 'ro-b', 'ro-a']);
  expect(await found(anna, id, 'ВЕТР')).toEqual(['ro-a']);
  // Whoever is called so stands before who is here.
  expect((await found(anna, id, 'ro-a'))[0]).toBe('ro-a');
  await node.database.query(
    `insert into room_bans (room_id, user_id, reason, banned_by) values ($1, $2, '', $3)`,
    [id, lately.id, anna.id],
  );
  expect(await found(anna, id, 'ro')).toEqual(['ro-z', 'ro-a']);
  await node.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [id, guest.id]);
  expect(await found(anna, id, 'ro')).toEqual(['ro-z', 'ro-a', 'ro-guest']);
});

test('in a private room its members', async () => {
  const id = await addRoom(node.database, 'cellar', { access: 'private', members: [anna, long, guest] });
  expect(await found(anna, id, 'ro')).toEqual(['ro-a', 'ro-guest']);
  expect(await codeOf(node.get(Mentionable).find(here, id, { query: 'ro' }))).toBe('not_found');
});

test('a guest is told of whom they may know of, also in a room that others may enter', async () => {
  const id = await addRoom(node.database, 'terrace', { members: [guest, lately] });
  // Anna and the one who is here share other rooms with them, or none.
  expect(await found(guest, id, 'ro-b')).toEqual(['ro-b']);
  expect(await found(guest, id, 'ro-z')).toEqual([]);
});
