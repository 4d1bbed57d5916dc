/** Who only looks at a room may go on as long as it is open to them, and who belongs to it as long as they do. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AccessRepository, type Hearer } from '../../src/server/memberships/access.repository.js';
import type { SignedInUser } from '../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../support/factories.js';
import { startServices, type TestServices } from '../support/services.js';

let node: TestServices;
let anna: SignedInUser;
let adam: SignedInUser;

beforeAll(async () => {
  node = await startServices();
  anna = await addUser(node.database, 'anna');
  adam = await addUser(node.database, 'adam', 'admin');
});

afterAll(() => node.close());

async function strangersAmong(hearers: Hearer[]): Promise<unknown[]> {
  const nothing = { sessions: [], people: [], open: [], shut: [], members: [] };
  const { strangers } = await node
    .get(AccessRepository, { strict: false })
    .differences({ ...nothing, hearers });
  return strangers;
}

test('an open room stays theirs who look, a closed one does not, and nobody is taken for a member who is none', async () => {
  const open = await addRoom(node.database, 'open');
  const closed = await addRoom(node.database, 'closed', { access: 'private' });
  const board = await addRoom(node.database, 'board', { access: 'admins' });
  const own = await addRoom(node.database, 'own', { access: 'private', members: [anna] });
  const looks = (userId: number, roomId: number): Hearer => ({ userId, roomId, member: false });
  const belongs = (userId: number, roomId: number): Hearer => ({ userId, roomId, member: true });
  const kept = [looks(anna.id, open), belongs(anna.id, own), looks(anna.id, own), looks(adam.id, board)];
  expect(await strangersAmong(kept)).toEqual([]);
  const lost = [
    looks(anna.id, closed),
    looks(anna.id, board),
    belongs(anna.id, open),
    belongs(adam.id, board),
  ];
  expect(await strangersAmong(lost)).toEqual(lost.map(({ userId, roomId }) => ({ userId, roomId })));
});
