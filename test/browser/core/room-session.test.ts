/** A room's session without a page, at a real server: the code that every tab runs. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Connection } from '../../../src/browser/core/connection.js';
import type { Unsent } from '../../../src/browser/core/unsent.js';
import { Outboxes } from '../../../src/browser/core/outboxes.js';
import { RoomSession, type RoomSessionListener } from '../../../src/browser/core/room-session.js';
import { Departures } from '../../../src/server/memberships/departures.service.js';
import { MembershipsService } from '../../../src/server/memberships/memberships.service.js';
import type { MessageView } from '../../../src/shared/messages.js';
import type { RoomView } from '../../../src/shared/rooms.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, fillRoom } from '../../support/factories.js';
import { MemoryStorage } from '../../support/memory-storage.js';
import { eventually } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let boris: Visitor;
let anna: Visitor;
let annaId: number;
const desks: Desk[] = [];

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  [anna, boris] = [new Visitor(server.url), new Visitor(server.url)];
  await boris.register('boris');
  await anna.register('anna');
  const [row] = await server.database.query<{ id: string }>(`select id from users where username = 'anna'`);
  annaId = Number(row!.id);
});

afterEach(() => desks.splice(0).forEach(({ connection }) => connection.close()));
afterAll(() => server.close());

/** Anna in a room, and what she sees of it. */
class Desk implements RoomSessionListener {
  readonly texts = new Map<number, string | undefined>();
  readonly told: string[] = [];
  readonly connection: Connection;
  readonly session: RoomSession;

  constructor(room: RoomView, looks = false) {
    this.connection = new Connection(
      { connected: () => undefined, disconnected: () => undefined, signedOut: () => undefined },
      {
        url: server.url,
        forceNew: true,
        transports: ['websocket'],
        extraHeaders: { cookie: anna.cookieHeader, origin: server.url },
      },
    );
    const membership = {
      level: 'all',
      ownLevel: 'all',
      muted: false,
      mutedUntil: null,
      favourite: false,
      section: null,
      place: null,
    } as const;
    const standing = {
      ...({
        role: 'member',
        keeper: false,
        keeps: false,
        member: !looks,
        canPost: true,
        canPin: false,
        lastReadSeq: 0,
        unread: 0,
      } as const),
      membership,
    };
    const me = { id: annaId, username: 'anna', name: 'anna', ...standing };
    const outboxes = new Outboxes(new MemoryStorage(), annaId, this.connection);
    const start = { room, me, rev: 0, lastSeq: 0, looks };
    this.session = new RoomSession(this.connection, outboxes, start, this, find);
    desks.push(this);
  }

  get shown(): (string | undefined)[] {
    return [...this.texts].sort(([a], [b]) => a - b).map(([, text]) => text);
  }

  write(text: string): void {
    this.session.outbox.add(text, randomUUID());
  }

  /** As when the network goes. */
  cut(): Promise<void> {
    this.connection.socket.disconnect();
    return eventually(() => !this.session.isJoined, 'She never left.');
  }

  back(): void {
    this.connection.socket.connect();
  }

  hasHeard(word: string): Promise<void> {
    return eventually(
      () => this.told.includes(word),
      `She never heard: ${word}; but ${this.told.join(', ')}`,
    );
  }

  shows(...texts: string[]): Promise<void> {
    return eventually(() => this.shown.join() === texts.join(), `She never saw ${texts.join(', ')}`);
  }

  append(messages: MessageView[]): void {
    for (const { seq, text } of messages) this.texts.set(seq, text);
  }

  change = ({ seq, text }: MessageView) => void this.texts.set(seq, text);
  reset(messages: MessageView[]): void {
    this.told.push('reset');
    this.texts.clear();
    this.append(messages);
  }

  joined = () => void this.told.push(`joined ${this.session.room.address}`);
  caughtUp = (count: number) => void this.told.push(`caught up ${count}`);
  putOff = (sentence: string) => void this.told.push(sentence);
  changed = () => void this.told.push(`changed ${this.session.room.address}`);
  removed = () => void this.told.push('removed');
  added = ({ text }: Unsent) => void this.told.push(`added ${text}`);
  answered = ({ text }: Unsent) => void this.told.push(`answered ${text}`);
  refused = ({ text }: Unsent) => void this.told.push(`refused ${text}`);
  discarded = ({ text }: Unsent) => void this.told.push(`discarded ${text}`);
}

async function find(roomId: number): Promise<RoomView | undefined> {
  const reply = await anna.get(`/api/rooms/${roomId}`);
  return reply.status === 404 ? undefined : (JSON.parse(reply.body) as RoomView);
}

async function makeRoom(): Promise<RoomView> {
  const id = await addRoom(server.database, `room ${randomUUID().slice(0, 8)}`);
  return (await find(id))!;
}

const say = (address: string, text: string) =>
  boris.post(`/chat/${encodeURIComponent(address)}/messages`, { text, clientId: randomUUID() });

test('she comes in by one press, however early: before there is a connection, and while her look is under way', async () => {
  const [early, quick] = [new Desk(await makeRoom(), true), new Desk(await makeRoom(), true)];
  const entering = early.session.enter();
  await new Promise((resolve) => quick.connection.socket.once('connect', () => resolve(undefined)));
  expect(quick.session.isJoined).toBe(false);
  await Promise.all([entering, quick.session.enter()]);
  expect([early, quick].map(({ session }) => session.me.member)).toEqual([true, true]);
});

test('it joins, hears what is announced, and sends what was written before', async () => {
  const room = await makeRoom();
  await say(room.address, 'one');
  const desk = new Desk(room);
  desk.write('two');
  await desk.hasHeard('answered two');
  await say(room.address, 'three');
  await desk.shows('one', 'two', 'three');
  expect(desk.told.slice(0, 3)).toEqual(['added two', `joined ${room.address}`, 'caught up 1']);
});

test('after an outage it has what was missed, and what was written meanwhile goes out', async () => {
  const room = await makeRoom();
  const desk = new Desk(room);
  await desk.hasHeard('caught up 0');
  await desk.cut();
  await say(room.address, 'missed');
  await say(room.address, 'missed, too');
  desk.write('waiting');
  desk.back();
  await desk.hasHeard('caught up 2');
  await desk.shows('missed', 'missed, too', 'waiting');
});

test('an announcement that never came is asked for once the next one comes, or when the room is said to be ahead', async () => {
  const room = await makeRoom();
  const desk = new Desk(room);
  await desk.hasHeard('caught up 0');
  const { socket } = desk.connection;
  const [listener] = socket.listeners('chat_message');
  socket.off('chat_message', listener);
  await say(room.address, 'lost');
  await eventually(async () => (await find(room.id))!.lastSeq === 1, 'It was never written.');
  socket.on('chat_message', listener!);
  await say(room.address, 'heard');
  await desk.shows('lost', 'heard');
  socket.off('chat_message', listener);
  await say(room.address, 'lost again');
  desk.session.catchUpTo((await find(room.id))!.rev);
  await desk.shows('lost', 'heard', 'lost again');
});

test('too far behind it forgets all and shows the newest page', async () => {
  const room = await makeRoom();
  await fillRoom(server.database, room.id, annaId, 600);
  const desk = new Desk(room);
  await desk.hasHeard('reset');
  expect(desk.shown.at(-1)).toBe('message 600');
  expect(desk.shown.length).toBeLessThanOrEqual(100);
  await say(room.address, 'and on');
  await eventually(() => desk.shown.at(-1) === 'and on', 'It never went on.');
});

test('a room that was renamed meanwhile is found where it is now', async () => {
  const room = await makeRoom();
  const desk = new Desk(room);
  await desk.hasHeard('caught up 0');
  await desk.cut();
  const name = `moved ${randomUUID().slice(0, 8)}`;
  await server.database.query('update rooms set name = $2, name_key = $2 where id = $1', [room.id, name]);
  desk.back();
  await desk.hasHeard(`changed ${name}`);
  await say(name, 'here');
  await desk.shows('here');
});

test('who was removed meanwhile is told so, and what they wrote comes back to them', async () => {
  const room = await makeRoom();
  await server.database.query(`update rooms set access = 'private' where id = $1`, [room.id]);
  const memberships = server.app.get(MembershipsService);
  await memberships.add(room.id, annaId);
  const desk = new Desk(room);
  await desk.hasHeard('caught up 0');
  await desk.cut();
  desk.write('too late');
  await server.app.get(Departures).depart(room.id, annaId);
  desk.back();
  await desk.hasHeard('removed');
  await desk.hasHeard('refused too late');
  expect(desk.session.outbox.left.map(({ text }) => text)).toEqual(['too late']);
});

test('who left hears nothing any more, and what they wrote goes out', async () => {
  const room = await makeRoom();
  const desk = new Desk(room);
  await desk.hasHeard('caught up 0');
  desk.write('written on the way');
  desk.session.leave();
  await eventually(async () => (await find(room.id))!.lastSeq === 1, 'It never went out.');
  await say(room.address, 'behind her back');
  await eventually(async () => (await find(room.id))!.lastSeq === 2, 'It was never written.');
  expect(desk.shown).toEqual([]);
});
