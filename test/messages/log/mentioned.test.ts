/** Whom a message calls: the people of the names in it, for good, and everybody where its author may call them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Mentioned, MessageView } from '../../../src/shared/messages.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { MessagesService } from '../../../src/server/messages/messages.service.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { addRoom, addUser } from '../../support/factories.js';
import { startServices, type TestServices } from '../../support/services.js';

let node: TestServices;
let anna: SignedInUser;
let boris: SignedInUser;
let borya: SignedInUser;
let vera: SignedInUser;
let roomId: number;

beforeAll(async () => {
  node = await startServices();
  anna = await addUser(node.database, 'anna');
  boris = await addUser(node.database, 'Борис');
  borya = await addUser(node.database, 'bo.ris-1');
  vera = await addUser(node.database, 'vera', 'admin');
  roomId = await addRoom(node.database, 'hall', { members: [anna, boris, vera] });
});

afterAll(() => node.close());

const say = (text: string, author = anna, room = roomId) =>
  node
    .get(MessagesService)
    .send(author, { roomId: room, clientId: randomUUID(), text }) as Promise<MessageView>;
const read = async ({ id, roomId }: MessageView) => {
  const { messages } = await node.get(MessagesService).history(anna, { roomId, limit: 50 });
  return messages.find((message) => message.id === id)!;
};
const called = async (text: string, author = anna, room = roomId): Promise<Mentioned[] | undefined> =>
  (await say(text, author, room)).mentions;

test('in whatever case and script, with whatever stands around it; who sends it and who reads it get the same', async () => {
  const message = await say('tea, @БОРИС, and @Bo.Ris-1. `@vera` @nobody');
  expect(message.mentions!.sort()).toEqual([boris.id, borya.id].sort());
  expect(await read(message)).toEqual(message);
  expect(Object.keys(await read(message))).toEqual(Object.keys(message));
  expect(await called('anna, tea? https://example.org/@vera')).toBeUndefined();
  expect(await called('@nobody')).toBeUndefined();
});

test('a full stop belongs to the name of somebody who is called so', async () => {
  const jr = await addUser(node.database, 'jr.');
  const junior = await addUser(node.database, 'jr');
  expect(await called('ask @jr.')).toEqual([jr.id]);
  expect(await called('ask @jr, or @jr..')).toEqual([junior.id]);
});

test('a mention stays that of whom it meant, whatever they are called later', async () => {
  const message = await say('@Борис, tea?');
  await node.database.query(`update users set username = 'Bob', username_key = 'bob' where id = $1`, [
    boris.id,
  ]);
  expect((await read(message)).mentions).toEqual([boris.id]);
  expect(await called('@bob')).toEqual([boris.id]);
  await node.database.query(`update users set username = 'Борис', username_key = 'борис' where id = $1`, [
    boris.id,
  ]);
});

test('an edit calls others, or nobody any more; what is deleted calls nobody', async () => {
  const message = await say('@vera, tea?');
  const changes = node.get(MessageChangesService);
  const edit = (text: string) => changes.edit(anna, { messageId: message.id, text });
  expect((await edit('@борис, tea?')).mentions).toEqual([boris.id]);
  expect((await edit('tea?')).mentions).toBeUndefined();
  await edit('@vera @борис, tea?');
  expect((await changes.delete(anna, { messageId: message.id })).mentions).toBeUndefined();
  expect((await read(message)).mentions).toBeUndefined();
});

test('everybody is called by members of a small room, by who looks after it or the server in a large one', async () => {
  expect(await called('@here tea is ready')).toEqual(['here']);
  expect(await called('@здесь чай, @vera')).toEqual([vera.id, 'here']);
  expect(await called('@room tea is ready')).toBeUndefined();
  expect(await called('@all tea is ready', vera)).toEqual(['room']);
  const own = await addRoom(node.database, 'own', { members: [boris], keepers: [anna] });
  expect(await called('@room', anna, own)).toEqual(['room']);
  expect(await called('@room', boris, own)).toBeUndefined();
  const crowd = await addRoom(node.database, 'crowd', { members: [anna, boris] });
  await node.database.query(
    `with stranger as (
       insert into users (username, username_key, password_hash)
       select 'stranger' || n, 'stranger' || n, '' from generate_series(1, 97) n returning id
     ) insert into memberships (room_id, user_id) select $1, id from stranger`,
    [crowd],
  );
  expect(await called('@here', boris, crowd)).toEqual(['here']);
  await node.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [crowd, vera.id]);
  expect(await called('@here', boris, crowd)).toBeUndefined();
  expect(await called('@here', vera, crowd)).toEqual(['here']);
});
