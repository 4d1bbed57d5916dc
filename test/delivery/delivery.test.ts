import { describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Departures } from '../../src/server/memberships/departures.service.js';
import { MembershipsService } from '../../src/server/memberships/memberships.service.js';
import type { MessageView } from '../../src/shared/messages.js';
import { startApp } from '../support/app.js';
import { gather } from '../support/company.js';
import { addRoom, fillRoom } from '../support/factories.js';
import { eventually } from '../support/socket.js';

describe('Messages', () => {
  const company = gather('anna', 'boris');
  const seqs = (messages: MessageView[]) => messages.map((message) => message.seq);
  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

  test('reach everybody in the room once, in order, as they were acknowledged', async () => {
    const roomId = await addRoom(company.app.database, 'everybody');
    const [a, b, c] = await Promise.all([company.open('anna'), company.open('boris'), company.open('boris')]);
    for (const tab of [a, b, c]) expect((await tab.join('everybody')).room.id).toBe(roomId);
    const sent = await Promise.all(oneTo(200).map((n) => (n % 2 ? a : b).say(roomId, `message ${n}`)));
    await eventually(
      () => [a, b, c].every((tab) => tab.messages(roomId).length >= 200),
      'Not everybody got everything.',
    );
    const inOrder = [...sent].sort((x, y) => x.seq - y.seq);
    for (const tab of [a, b, c]) expect(tab.messages(roomId)).toEqual(inOrder);
    expect(seqs(inOrder)).toEqual(oneTo(200));
    const texts = (author: string) =>
      inOrder.filter((each) => each.author.username === author).map((each) => each.text);
    expect(texts('anna')).toEqual(
      oneTo(200)
        .filter((n) => n % 2)
        .map((n) => `message ${n}`),
    );
  });

  test('600 ids sent three times in parallel are stored once, answered alike and announced once', async () => {
    const roomId = await addRoom(company.app.database, 'thrice');
    const [a, b] = await Promise.all([company.open('anna'), company.open('boris')]);
    await Promise.all([a.join('thrice'), b.join('thrice')]);
    const ids = oneTo(600).map(() => randomUUID());
    const rounds = await Promise.all(
      [1, 2, 3].map(() => Promise.all(ids.map((id, n) => a.say(roomId, `text ${n}`, id)))),
    );
    expect(rounds[1]).toEqual(rounds[0]);
    expect(rounds[2]).toEqual(rounds[0]);
    await eventually(() => b.messages(roomId).length >= 600, 'Boris did not get everything.');
    expect(seqs(b.messages(roomId))).toEqual(oneTo(600));
    const [row] = await company.app.database.query<{ count: string }>(
      'select count(*) from messages where room_id = $1',
      [roomId],
    );
    expect(Number(row!.count)).toBe(600);
  });

  test('that a client missed come with the next join, edits and deletions too', async () => {
    const roomId = await addRoom(company.app.database, 'gap');
    const [a, b] = await Promise.all([company.open('anna'), company.open('boris')]);
    await a.join('gap');
    const first = await a.say(roomId, 'one');
    const { rev } = await b.join('gap');
    b.close();
    await a.say(roomId, 'two');
    await a.say(roomId, 'three');
    await company.app.database.query(
      `with room as (update rooms set rev = rev + 1 where id = $1 returning rev)
       update messages set text = 'one, mended', edited_at = now(), rev = room.rev from room where id = $2`,
      [roomId, first.id],
    );
    const back = await company.open('boris');
    const caughtUp = await back.join('gap', rev);
    expect(caughtUp.reset).toBe(false);
    expect(caughtUp.messages.map(({ seq, text }) => [seq, text])).toEqual([
      [2, 'two'],
      [3, 'three'],
      [1, 'one, mended'],
    ]);
    expect(caughtUp.rev).toBe(4);
    expect((await back.join('gap', caughtUp.rev)).messages).toEqual([]);
  });

  test('more than 500 changes behind, a client is told to start over with the newest page', async () => {
    const roomId = await addRoom(company.app.database, 'far behind');
    await fillRoom(company.app.database, roomId, await company.idOf('anna'), 600);
    const tab = await company.open('boris');
    const near = await tab.join('far behind', 100);
    expect([near.reset, near.messages.length]).toEqual([false, 500]);
    const far = await tab.join('far behind', 99);
    expect([far.reset, far.hasMore, far.rev]).toEqual([true, true, 600]);
    expect(seqs(far.messages)).toEqual(oneTo(600).slice(-50));
    const future = await tab.join('far behind', 601);
    expect(future.reset).toBe(true);
  });

  test('written by a node that cannot reach this one are announced by room_head, and fetched', async () => {
    const elsewhere = await startApp({}, company.app.database);
    try {
      const roomId = await addRoom(company.app.database, 'two nodes');
      const [a, b] = [await company.open('anna', elsewhere.url), await company.open('boris')];
      const { rev } = await b.join('two nodes');
      await a.join('two nodes');
      const sent = await a.say(roomId, 'over there');
      await b.until('room_head', (head) => head.roomId === roomId && head.rev === sent.rev);
      expect((await b.join('two nodes', rev)).messages).toEqual([sent]);
    } finally {
      await elsewhere.close();
    }
  });

  test('to a person show at once wherever they are, and wait for them when they are away', async () => {
    await addRoom(company.app.database, 'hall');
    const [a, b] = await Promise.all([company.open('anna'), company.open('boris')]);
    const { room } = await a.join('hall');
    await b.join('hall');
    const sent = (await a.must('message', {
      roomId: room.id,
      clientId: randomUUID(),
      text: '/pm boris for you only',
    })) as MessageView;
    const got = await b.until('private_message', ({ message }) => message.id === sent.id);
    expect([got.from.username, got.message.text]).toEqual(['anna', 'for you only']);
    const delivered = await a.until('private_message_delivered', ({ message }) => message.id === sent.id);
    expect(delivered.to.username).toBe('boris');
    b.close();
    const later = await a.must('private_message', {
      to: 'BORIS',
      clientId: randomUUID(),
      text: 'while you are away',
    });
    const back = await company.open('boris');
    const conversation = await back.join('@anna');
    expect(conversation.room.address).toBe('@anna');
    expect(conversation.messages).toEqual([sent, later]);
    expect(conversation.me.unread).toBe(2);
    expect(a.messages(room.id)).toEqual([]);
  });

  test('with commands are carried out, and unknown commands are refused with a hint', async () => {
    const roomId = await addRoom(company.app.database, 'commands');
    const [a, b] = await Promise.all([company.open('anna'), company.open('boris')]);
    await Promise.all([a.join('commands'), b.join('commands')]);
    expect(await a.say(roomId, '/me waves')).toMatchObject({ kind: 'action', text: 'waves' });
    expect(await a.say(roomId, '//not a command')).toMatchObject({ kind: 'text', text: '/not a command' });
    expect(await a.say(roomId, '/topic Tea at five')).toMatchObject({ room: { topic: 'Tea at five' } });
    await b.until('room_changed', ({ room }) => room.id === roomId && room.topic === 'Tea at five');
    expect(await a.say(roomId, '/help')).toMatchObject({
      help: expect.stringContaining('/pm <user> <text>') as unknown,
    });
    for (const text of ['/dance', '/pm boris', '/me', '/topic  '])
      expect((await a.refusal('message', { roomId, clientId: randomUUID(), text })).code).toBe('invalid');
    expect(
      (await a.refusal('message', { roomId, clientId: randomUUID(), text: '/pm nobody hello' })).code,
    ).toBe('not_found');
    expect(
      (await a.refusal('message', { roomId, clientId: randomUUID(), text: '/pm anna hello' })).code,
    ).toBe('invalid');
    await eventually(
      () => a.messages(roomId).length === 3,
      'The messages and the room’s own line never came.',
    );
    expect(a.messages(roomId).map((message) => message.text)).toEqual([
      'waves',
      '/not a command',
      'changed the topic to: Tea at five',
    ]);
  });

  test('never reach a person after their removal, online or away, and the room is then as if it were not there', async () => {
    const roomId = await addRoom(company.app.database, 'inner circle', { access: 'private' });
    const memberships = company.app.app.get(MembershipsService);
    for (const name of ['anna', 'boris']) await memberships.add(roomId, await company.idOf(name));
    const [a, b, away] = await Promise.all([
      company.open('anna'),
      company.open('boris'),
      company.open('boris'),
    ]);
    await Promise.all([a.join('inner circle'), b.join('inner circle')]);
    const { rev } = await away.join('inner circle');
    away.close();
    await a.say(roomId, 'before');
    await b.until('chat_message');
    await company.app.app.get(Departures).depart(roomId, await company.idOf('boris'));
    await b.until('room_removed', (payload) => payload.roomId === roomId);
    await a.say(roomId, 'after');
    const absent = await b.refusal('join', { room: 'there is no such room at all' });
    expect(await b.refusal('join', { room: 'inner circle', rev })).toEqual(absent);
    expect(await b.refusal('history', { roomId })).toEqual(
      await b.refusal('history', { roomId: 99_999_999 }),
    );
    expect(await b.refusal('message', { roomId, clientId: randomUUID(), text: 'let me in' })).toEqual(absent);
    expect(await b.refusal('read', { roomId, seq: 2 })).toEqual(absent);
    expect(b.messages(roomId).map((message) => message.text)).toEqual(['before']);
    expect(b.all('room_head').filter((head) => head.roomId === roomId && head.seq > 1)).toEqual([]);
  });

  test('are announced as being typed, but only by those who are in the room', async () => {
    const roomId = await addRoom(company.app.database, 'typing');
    const [a, b] = await Promise.all([company.open('anna'), company.open('boris')]);
    await b.join('typing');
    expect((await a.refusal('typing', { roomId })).code).toBe('forbidden');
    await a.join('typing');
    await a.must('typing', { roomId });
    expect((await b.until('typing')).user.username).toBe('anna');
    expect(a.all('typing')).toEqual([]);
  });
});
