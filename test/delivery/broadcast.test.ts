/** The quick way of broadcasting: whatever the transport and however many, everybody gets everything, in order. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { Delivery } from '../../src/server/delivery/delivery.js';
import { Audience } from '../../src/server/memberships/audience.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { groups } from '../../src/server/delivery/groups.js';
import { startApp, type TestApp } from '../support/app.js';
import { addRoom } from '../support/factories.js';
import { eventually, patience, Tab } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

describe('A broadcast', () => {
  let app: TestApp;
  let anna: Visitor;
  let boris: Visitor;
  const sockets: WebSocket[] = [];
  const tabs: Tab[] = [];

  beforeAll(async () => {
    app = await startApp({ RATE_LIMITS: 'off' });
    anna = new Visitor(app.url);
    boris = new Visitor(app.url);
    await anna.register('anna');
    await boris.register('boris');
  });

  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.terminate();
    for (const tab of tabs.splice(0)) tab.close();
  });
  afterAll(() => app.close());

  const open = async (person: Visitor, options?: { transports: string[] }) => {
    const tab = await Tab.open(app.url, person.cookieHeader, options);
    tabs.push(tab);
    return tab;
  };

  /** A client as small as can be: joins, and keeps the seqs of the messages and the revs of the heads it is told. */
  async function listen(room: string, person = anna) {
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie: person.cookieHeader, origin: app.url },
    });
    sockets.push(socket);
    const seqs: number[] = [];
    const heads: number[] = [];
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.on('message', (data: Buffer) => {
        const packet = data.toString();
        if (packet === '2') socket.send('3');
        if (packet.startsWith('0')) socket.send('40');
        if (packet.startsWith('40')) socket.send(`420${JSON.stringify(['join', { room }])}`);
        if (packet.startsWith('430')) resolve();
        if (packet.startsWith('42["chat_message"')) {
          const [, payload] = JSON.parse(packet.slice(2)) as [string, { messages: { seq: number }[] }];
          seqs.push(...payload.messages.map(({ seq }) => seq));
        }
        if (packet.startsWith('42["room_head"')) {
          const [, payload] = JSON.parse(packet.slice(2)) as [string, { rev: number }];
          heads.push(payload.rev);
        }
      });
    });
    return { socket, seqs, heads };
  }

  test('reaches stock clients by WebSocket, by polling, and upgrading from one to the other', async () => {
    const roomId = await addRoom(app.database, 'mixed');
    const transports = [['websocket'], ['polling'], ['polling', 'websocket'], ['websocket']];
    const mixed = await Promise.all(transports.map((each) => open(boris, { transports: each })));
    const [sender] = mixed;
    for (const tab of mixed) await tab.join('mixed');
    const sent = await Promise.all(
      Array.from({ length: 300 }, (_, n) => sender!.say(roomId, `${n} ${'ä'.repeat(n)}`)),
    );
    await eventually(
      () => mixed.every((tab) => tab.messages(roomId).length >= 300),
      'Somebody misses something.',
    );
    for (const tab of mixed) expect(tab.messages(roomId)).toEqual(sent);
  });

  test('to more than a thousand comes in slices, in order, and not to who was removed meanwhile', async () => {
    const roomId = await addRoom(app.database, 'stadium');
    const crowd: Awaited<ReturnType<typeof listen>>[] = [];
    // A few at a time: this is not about a thousand handshakes at once.
    while (crowd.length < 1_050)
      crowd.push(...(await Promise.all(Array.from({ length: 50 }, () => listen('stadium')))));
    const last = await open(boris);
    await last.join('stadium');
    const [borisRow] = await app.database.query<{ id: string }>(
      "select id from users where username = 'boris'",
    );
    const speaker = await open(anna);
    await Promise.all(Array.from({ length: 100 }, (_, n) => speaker.say(roomId, `message ${n}`)));
    await eventually(
      () => crowd.every(({ seqs }) => seqs.length >= 100) && last.messages(roomId).length >= 100,
      'Somebody misses something.',
    );
    const inOrder = Array.from({ length: 100 }, (_, n) => n + 1);
    for (const { seqs } of crowd) expect(seqs).toEqual(inOrder);
    expect(last.messages(roomId).map(({ seq }) => seq)).toEqual(inOrder);
    // In one turn of the event loop: Boris is removed when the first slice has been served, and he is in the second.
    const delivery = app.app.get(Delivery);
    const newest = last.messages(roomId).at(-1)!;
    delivery.send(groups.room(roomId), 'chat_message', { roomId, messages: [{ ...newest, seq: 101 }] });
    app.app.get(Audience).expel(Number(borisRow!.id), roomId);
    await last.until('room_removed', (payload) => payload.roomId === roomId);
    await eventually(() => crowd.every(({ seqs }) => seqs.length === 101), 'Somebody misses something.');
    expect(last.messages(roomId).length).toBe(100);
    await app.app.get(Departures).depart(roomId, Number(borisRow!.id));
    await speaker.say(roomId, 'after');
    await eventually(() => crowd.every(({ seqs }) => seqs.length === 102), 'Somebody misses something.');
    expect(last.messages(roomId).length).toBe(100);
  });

  test('does not wait for a client that stops reading; that one is closed, and finds all when it is back', async () => {
    const roomId = await addRoom(app.database, 'deaf');
    const deaf = await listen('deaf');
    const reader = await listen('deaf', boris);
    (deaf.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    const speaker = await open(anna);
    await speaker.join('deaf');
    const sockets = app.app.getHttpServer() as {
      getConnections(callback: (error: null, count: number) => void): void;
    };
    const connections = () =>
      new Promise<number>((resolve) => sockets.getConnections((_, count) => resolve(count)));
    // The deaf one, the reader and the speaker; what earlier requests have kept open goes by itself.
    await eventually(async () => (await connections()) === 3, 'Somebody else is still connected.');
    let sent = 0;
    const end = Date.now() + 2 * patience;
    while ((await connections()) === 3 && Date.now() < end) {
      await Promise.all(Array.from({ length: 200 }, () => speaker.say(roomId, 'x'.repeat(4_000))));
      sent += 200;
    }
    expect(await connections()).toBe(2);
    await eventually(() => reader.seqs.length === sent, 'The one who reads misses something.');
    expect(reader.seqs).toEqual(Array.from({ length: sent }, (_, n) => n + 1));
    const back = await speaker.must('history', { roomId, after: sent - 10 });
    expect(back.messages.at(-1)!.seq).toBe(sent);
  });
});
