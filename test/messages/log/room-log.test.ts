import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { addRoom, addUser, draft } from '../../support/factories.js';
import { untilSomebodyWaits } from '../../support/locks.js';
import { startServices, type TestServices } from '../../support/services.js';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { Departures } from '../../../src/server/memberships/departures.service.js';
import { Conversations } from '../../../src/server/rooms/conversations.service.js';
import { RoomLog } from '../../../src/server/messages/log/room-log.js';
import type { Draft } from '../../../src/server/messages/log/draft.js';

describe('The room log', () => {
  let node: TestServices;
  let log: RoomLog;
  let anna: SignedInUser;
  let boris: SignedInUser;

  beforeAll(async () => {
    node = await startServices();
    log = node.get(RoomLog);
    anna = await addUser(node.database, 'anna');
    boris = await addUser(node.database, 'boris');
  });

  afterAll(() => node.close());

  const seqsOf = async (roomId: number) => {
    const rows = await node.database.query<{ seq: string }>(
      'select seq from messages where room_id = $1 order by seq',
      [roomId],
    );
    return rows.map((row) => Number(row.seq));
  };
  const oneTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const codeOf = (sending: Promise<unknown>) =>
    sending.then(
      () => 'written',
      (error: { code: string }) => error.code,
    );

  test('600 ids sent three times at once are 600 messages with seqs 1 to 600, and each repeat gets the first answer', async () => {
    const room = await addRoom(node.database, 'thrice', { members: [anna, boris] });
    const drafts = Array.from({ length: 600 }, (_, n) =>
      draft(room, n % 2 ? anna.id : boris.id, `message ${n}`),
    );
    const rounds = await Promise.all(
      [1, 2, 3].map(() => Promise.all(drafts.map((each) => log.append({ ...each })))),
    );
    expect(await seqsOf(room)).toEqual(oneTo(600));
    expect(rounds[1]).toEqual(rounds[0]);
    expect(rounds[2]).toEqual(rounds[0]);
    const late = await Promise.all(drafts.map((each) => log.append(each)));
    expect(late).toEqual(rounds[0]);
    expect(await seqsOf(room)).toEqual(oneTo(600));
  });

  test('a repeat is answered with the same bytes as the message was, whatever the message has', async () => {
    const room = await addRoom(node.database, 'bytes', { members: [anna, boris] });
    const { room: direct } = await node.get(Conversations).open(anna, boris.username);
    const first = draft(room, anna.id, 'one');
    const { id: replyTo } = await log.append(first);
    const drafts: Draft[] = [
      first,
      {
        ...draft(room, boris.id, '*two* @anna ё 👩‍👩‍👧 "\\'),
        html: '<p><em>two</em></p>',
        replyTo,
        called: { names: [['anna']], everybody: null },
      },
      { ...draft(direct.id, boris.id, 'waves'), kind: 'action' },
    ];
    const written = await Promise.all(drafts.map((each) => log.append(each)));
    const repeats = await Promise.all(drafts.map((each) => log.append({ ...each })));
    // The first one is answered by the second meanwhile.
    delete repeats[0]!.replies;
    expect(repeats.map((each) => JSON.stringify(each))).toEqual(written.map((each) => JSON.stringify(each)));
    expect(written[1]).toMatchObject({
      text: drafts[1]!.text,
      html: drafts[1]!.html,
      replyTo,
      seq: 2,
      rev: 2,
    });
    expect(written[2]).toMatchObject({ author: { username: 'boris' }, kind: 'action', roomId: direct.id });
  });

  test('two nodes that write the same ids into the same rooms agree on every message', async () => {
    const other = await startServices(node.database);
    try {
      const rooms = await Promise.all(
        ['north', 'south', 'east'].map((name) => addRoom(node.database, name, { members: [anna, boris] })),
      );
      const drafts = Array.from({ length: 900 }, (_, n) =>
        draft(rooms[n % 3]!, n % 2 ? anna.id : boris.id, `message ${n}`),
      );
      const [here, there] = await Promise.all([
        Promise.all(drafts.map((each) => log.append(each))),
        Promise.all([...drafts].reverse().map((each) => other.get(RoomLog).append(each))),
      ]);
      expect(there.reverse()).toEqual(here);
      for (const room of rooms) expect(await seqsOf(room)).toEqual(oneTo(300));
    } finally {
      await other.close();
    }
  });

  test("one sender's messages keep their order, and rev and created_at follow seq", async () => {
    const room = await addRoom(node.database, 'order', { members: [anna, boris] });
    const sent = await Promise.all(
      Array.from({ length: 300 }, (_, n) => log.append(draft(room, n % 3 ? anna.id : boris.id, String(n)))),
    );
    expect(sent.map((message) => message.seq)).toEqual(oneTo(300));
    expect(sent.map((message) => message.rev)).toEqual(oneTo(300));
    expect(sent.map((message) => message.text)).toEqual(oneTo(300).map((n) => String(n - 1)));
    const times = sent.map((message) => Date.parse(message.createdAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('who may not post is refused, uses no seq, and harms nobody in the same batch', async () => {
    const members = [anna];
    const open = await addRoom(node.database, 'open', { members });
    const closed = await addRoom(node.database, 'closed', { access: 'private', members: [boris] });
    const news = await addRoom(node.database, 'news', { posting: 'admins', members });
    const board = await addRoom(node.database, 'board', { access: 'admins', members });
    const old = await addRoom(node.database, 'old', { members });
    await node.database.query('update rooms set archived_at = now() where id = $1', [old]);
    const foreign = await log.append(draft(closed, boris.id, 'a secret'));
    const outcomes = await Promise.all([
      codeOf(log.append(draft(open, anna.id, 'one'))),
      codeOf(log.append(draft(open, boris.id, 'boris has not joined'))),
      codeOf(log.append(draft(closed, anna.id, 'not a member'))),
      codeOf(log.append(draft(news, anna.id, 'no administrator'))),
      codeOf(log.append(draft(board, anna.id, 'no administrator'))),
      codeOf(log.append(draft(old, anna.id, 'archived'))),
      codeOf(log.append(draft(987_654_321, anna.id, 'no such room'))),
      codeOf(
        log.append({ ...draft(open, anna.id, 'answers a message of another room'), replyTo: foreign.id }),
      ),
      codeOf(log.append(draft(open, anna.id, 'two'))),
    ]);
    expect(outcomes).toEqual([
      'written',
      'forbidden',
      'not_found',
      'forbidden',
      'not_found',
      'forbidden',
      'not_found',
      'not_found',
      'written',
    ]);
    expect(await seqsOf(open)).toEqual([1, 2]);
    for (const room of [news, board, old]) expect(await seqsOf(room)).toEqual([]);
  });

  test('an administrator posts where only administrators may', async () => {
    const clara = await addUser(node.database, 'clara', 'admin');
    const news = await addRoom(node.database, 'announcements', {
      access: 'admins',
      posting: 'admins',
      members: [clara],
    });
    expect((await log.append(draft(news, clara.id, 'hello'))).seq).toBe(1);
  });

  test('a removed author still gets the stored message for a repeat, and is refused a new one', async () => {
    const room = await addRoom(node.database, 'left behind', { access: 'private', members: [anna, boris] });
    const first = draft(room, boris.id, 'before');
    const stored = await log.append(first);
    await node.get(Departures).depart(room, boris.id);
    expect(await log.append(first)).toEqual(stored);
    expect(await codeOf(log.append(draft(room, boris.id, 'after')))).toBe('not_found');
  });

  test('a removal that commits while the message waits for the room wins', async () => {
    const room = await addRoom(node.database, 'race', { access: 'private', members: [anna, boris] });
    const remover = new Client({ connectionString: node.database.url });
    await remover.connect();
    await remover.query('begin');
    await remover.query('update rooms set rights = rights + 1 where id = $1', [room]);
    await remover.query('delete from memberships where room_id = $1 and user_id = $2', [room, boris.id]);
    const sending = Promise.all([
      codeOf(log.append(draft(room, boris.id, 'too late'))),
      codeOf(log.append(draft(room, anna.id, 'still here'))),
    ]);
    await untilSomebodyWaits(node.database);
    await remover.query('commit');
    await remover.end();
    expect(await sending).toEqual(['not_found', 'written']);
    expect(await seqsOf(room)).toEqual([1]);
  });

  test('an entry that the database cannot store fails alone', async () => {
    const room = await addRoom(node.database, 'poison', { members: [anna] });
    const outcomes = await Promise.all([
      codeOf(log.append(draft(room, anna.id, 'one'))),
      codeOf(log.append({ ...draft(room, anna.id, 'poison'), kind: 'neither' as never })),
      codeOf(log.append(draft(room, anna.id, 'two'))),
    ]);
    expect(outcomes.map((outcome) => outcome === 'written')).toEqual([true, false, true]);
    expect(await seqsOf(room)).toEqual([1, 2]);
  });

  test('when its connection is cut, a message is stored once or not at all, and the next one goes through', async () => {
    const room = await addRoom(node.database, 'cut', { members: [anna] });
    const drafts = Array.from({ length: 200 }, () => draft(room, anna.id, 'through the storm', randomUUID()));
    const sending = drafts.map((each) => codeOf(log.append(each)));
    await node.database.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'samovar-log'",
    );
    await Promise.all(sending);
    const repeated = await Promise.all(drafts.map((each) => retry(() => log.append(each))));
    expect(new Set(repeated.map((message) => message.seq)).size).toBe(200);
    expect(await seqsOf(room)).toEqual(oneTo(200));
  });
});

async function retry<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; tries < 400; tries++) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return attempt();
}
