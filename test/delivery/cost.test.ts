/** What a message costs on its way out, by counting: its JSON, the writes to people's connections. */
import { expect, jest, test } from '@jest/globals';
import type { Socket as NetSocket } from 'node:net';
import { Connections } from '../../src/server/delivery/connections.js';
import { Delivery } from '../../src/server/delivery/delivery.js';
import { groups } from '../../src/server/delivery/groups.js';
import { Audience } from '../../src/server/memberships/audience.js';
import { RoomLog } from '../../src/server/messages/log/room-log.js';
import { gather } from '../support/company.js';
import { addRoom, draft } from '../support/factories.js';
import { eventually, type Tab } from '../support/socket.js';
import { countWrites } from '../support/writes.js';

const company = gather('anna', 'boris');

/** The server's end of a tab's connection. */
function streamOf(tab: Tab): NetSocket {
  const { server } = company.app.app.get(Connections);
  const { transport } = server!.of('/').sockets.get(tab.socket.id!)!.conn;
  return (transport as unknown as { socket: { _socket: NetSocket } }).socket._socket;
}

/** Anna and Boris in a room that has been calm for a while. */
async function meet(room: string) {
  const roomId = await addRoom(company.app.database, room);
  const [a, b] = [await company.open('anna'), await company.open('boris')];
  for (const tab of [a, b]) await tab.join(room);
  // Who has come is told a little later.
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { roomId, a, b };
}

test('a message to a calm room is one write to each, the answer to its sender in the same one', async () => {
  const { roomId, a, b } = await meet('calm');
  const writes = [a, b].map((tab) => countWrites(streamOf(tab)));
  const sent = await a.say(roomId, 'hello');
  for (const tab of [a, b]) await tab.until('chat_message', ({ messages }) => messages[0]?.id === sent.id);
  expect(writes).toEqual([{ count: 1 }, { count: 1 }]);
});

test('a batch of messages is one write to each, and the JSON of each of them is made once', async () => {
  const { roomId, a, b } = await meet('batch');
  const anna = await company.idOf('anna');
  const writes = [a, b].map((tab) => countWrites(streamOf(tab)));
  const stringify = jest.spyOn(JSON, 'stringify');
  try {
    const log = company.app.app.get(RoomLog);
    const drafts = Array.from({ length: 50 }, (_, n) => draft(roomId, anna, `line ${n}.`));
    await Promise.all(drafts.map((each) => log.append(each)));
    await eventually(() => b.messages(roomId).length === 50, 'Boris misses something.');
    const said = await a.say(roomId, 'line 50.');
    await b.until('chat_message', ({ messages }) => messages.at(-1)?.id === said.id);
    expect(writes[1]).toEqual({ count: 2 });
    const made = stringify.mock.results.map(({ value }) => String(value));
    for (const { text } of drafts)
      expect(made.filter((json) => json.includes(`"text":"${text}"`)).length).toBe(1);
    // Anna's client makes one, of what it asks for; the answer and the event are made of one.
    expect(made.filter((json) => json.includes('"text":"line 50."') && json.includes('"seq"')).length).toBe(
      1,
    );
  } finally {
    stringify.mockRestore();
  }
});

test('whoever is removed in the turn of a broadcast gets what came before, and nothing after', async () => {
  const { roomId, a, b } = await meet('turn');
  const template = await a.say(roomId, 'template');
  const boris = await company.idOf('boris');
  const delivery = company.app.app.get(Delivery);
  const tell = (seq: number) => {
    const messages = [{ ...template, id: 1_000_000 + seq, seq }];
    delivery.send(groups.room(roomId), 'chat_message', { roomId, messages });
  };
  const writes = countWrites(streamOf(b));
  tell(2);
  company.app.app.get(Audience).expel(boris, roomId);
  tell(3);
  await eventually(() => a.messages(roomId).length === 3, 'Anna misses something.');
  await b.until('room_removed', (payload) => payload.roomId === roomId);
  expect(b.messages(roomId).map(({ seq }) => seq)).toEqual([1, 2]);
  expect(b.received.at(-1)!.event).toBe('room_removed');
  expect(writes.count).toBe(1);
});
