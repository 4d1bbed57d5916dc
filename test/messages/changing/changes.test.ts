import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom } from '../../support/factories.js';
import { eventually, Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

describe('Second thoughts', () => {
  let app: TestApp;
  const people: Record<string, Visitor> = {};
  const tabs: Tab[] = [];

  beforeAll(async () => {
    app = await startApp({ RATE_LIMITS: 'off' });
    for (const name of ['anna', 'boris', 'chief']) {
      people[name] = new Visitor(app.url);
      await people[name].register(name);
    }
    await app.database.query("update users set role = 'admin' where username = 'chief'");
  });

  afterEach(() => tabs.splice(0).forEach((tab) => tab.close()));
  afterAll(() => app.close());

  const openIn = async (room: string, ...names: string[]) =>
    Promise.all(
      names.map(async (name) => {
        const tab = await Tab.open(app.url, people[name]!.cookieHeader);
        tabs.push(tab);
        await tab.join(room);
        return tab;
      }),
    );

  test('an edit reaches those who look, and those who come back', async () => {
    const roomId = await addRoom(app.database, 'edits');
    const [a, b] = await openIn('edits', 'anna', 'boris');
    const sent = await a!.say(roomId, 'tpyo');
    const edited = await a!.must('edit', { messageId: sent.id, text: 'typo' });
    expect(edited).toMatchObject({
      id: sent.id,
      seq: 1,
      rev: 2,
      text: 'typo',
      editedAt: expect.any(String) as unknown,
    });
    expect((await b!.until('message_changed')).message).toEqual(edited);
    expect((await b!.join('edits', 1)).messages).toEqual([edited]);
    expect(await a!.must('edit', { messageId: sent.id, text: 'typo' })).toEqual(edited);
    expect((await b!.refusal('edit', { messageId: sent.id, text: 'mine now' })).code).toBe('forbidden');
    expect((await b!.join('edits', 2)).rev).toBe(2);
  });

  test('a deletion leaves a tombstone in its place, and the text is nowhere any more', async () => {
    const roomId = await addRoom(app.database, 'deletions');
    const [a, b, chief] = await openIn('deletions', 'anna', 'boris', 'chief');
    const [mine, theirs] = [await a!.say(roomId, 'a secret'), await b!.say(roomId, 'something rude')];
    await b!.must('react', { messageId: mine.id, emoji: '👍', on: true });
    expect((await a!.refusal('delete', { messageId: theirs.id })).code).toBe('forbidden');
    const tombstone = await a!.must('delete', { messageId: mine.id });
    expect(tombstone).toEqual({
      ...mine,
      rev: 4,
      text: undefined,
      deletedAt: expect.any(String) as unknown,
      deletedBy: 'author',
      reactions: [],
    });
    expect('text' in tombstone).toBe(false);
    await b!.until('message_changed', ({ message }) => message.deletedAt !== undefined);
    expect(await chief!.must('delete', { messageId: theirs.id })).toMatchObject({
      rev: 5,
      deletedBy: 'moderator',
    });
    expect(await chief!.must('delete', { messageId: theirs.id })).toMatchObject({
      rev: 5,
      deletedBy: 'moderator',
    });
    expect((await a!.refusal('edit', { messageId: mine.id, text: 'back' })).code).toBe('conflict');
    expect((await a!.refusal('react', { messageId: mine.id, emoji: '👍', on: true })).code).toBe('conflict');
    const rows = await app.database.query<{ text: null }>(
      'select text, html from messages where room_id = $1',
      [roomId],
    );
    expect(rows).toEqual([
      { text: null, html: null },
      { text: null, html: null },
    ]);
  });

  test('reactions are counted exactly, whoever clicks at the same moment', async () => {
    const roomId = await addRoom(app.database, 'reactions');
    const [a, b, c] = await openIn('reactions', 'anna', 'boris', 'chief');
    const { id: messageId } = await a!.say(roomId, 'cake?');
    const clicks = [a, b, c].flatMap((tab) =>
      ['👍', '🎂', '👍', '👨‍👩‍👧‍👦'].map((emoji) => tab!.must('react', { messageId, emoji, on: true })),
    );
    await Promise.all(clicks);
    await b!.must('react', { messageId, emoji: '🎂', on: false });
    await b!.must('react', { messageId, emoji: '🎂', on: false });
    const final = (await a!.must('history', { roomId })).messages[0]!;
    expect(final.rev).toBe(1 + 9 + 1);
    const counts = final.reactions.map(({ emoji, users }) => [
      emoji,
      users.map((user) => user.username).sort(),
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      '👍': ['anna', 'boris', 'chief'],
      '🎂': ['anna', 'chief'],
      '👨‍👩‍👧‍👦': ['anna', 'boris', 'chief'],
    });
    await eventually(
      () => c!.all('message_changed').at(-1)?.message.rev === final.rev,
      'The last state never came.',
    );
    expect(c!.all('message_changed').at(-1)!.message).toEqual(final);
    for (const emoji of ['x', '👍👍', '', ':-)', '<b>'])
      expect((await a!.refusal('react', { messageId, emoji, on: true })).code).toBe('invalid');
  });

  test('one person’s changes of a message are made in the order in which they were asked for', async () => {
    const roomId = await addRoom(app.database, 'changes of mind');
    const [a] = await openIn('changes of mind', 'anna');
    for (let round = 0; round < 10; round++) {
      const { id: messageId } = await a!.say(roomId, 'undecided');
      await Promise.all(
        Array.from({ length: 21 }, (_, n) => [
          a!.must('react', { messageId, emoji: '🎂', on: n % 2 === 0 }),
          a!.must('edit', { messageId, text: `decision ${n}` }),
        ]).flat(),
      );
      const final = (await a!.must('history', { roomId })).messages.at(-1)!;
      expect([final.text, final.reactions.map(({ emoji }) => emoji)]).toEqual(['decision 20', ['🎂']]);
    }
  });

  test('an edit right after a message does not move the head of the room back for those who look elsewhere', async () => {
    const roomId = await addRoom(app.database, 'heads');
    const [a, b] = await openIn('heads', 'anna', 'boris');
    await b!.must('leave', { roomId });
    const first = await a!.say(roomId, 'one');
    await a!.say(roomId, 'two');
    await a!.must('edit', { messageId: first.id, text: 'one, mended' });
    await b!.until('room_head', (head) => head.roomId === roomId && head.seq === 2);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(
      b!
        .all('room_head')
        .filter((head) => head.roomId === roomId)
        .at(-1),
    ).toMatchObject({ seq: 2 });
  });

  test('under way with messages, events leave in the order of their revs', async () => {
    const roomId = await addRoom(app.database, 'order of revs');
    const [a, b] = await openIn('order of revs', 'anna', 'boris');
    const first = await a!.say(roomId, 'first');
    await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        n % 3 ? a!.say(roomId, `message ${n}`) : a!.must('edit', { messageId: first.id, text: `edit ${n}` }),
      ),
    );
    await eventually(
      () => b!.all('message_changed').length >= 20 && b!.messages(roomId).length >= 41,
      'Something is missing.',
    );
    const revs = b!.received.flatMap(({ event, payload }) =>
      event === 'chat_message'
        ? (payload as { messages: { rev: number }[] }).messages.map((message) => message.rev)
        : event === 'message_changed'
          ? [(payload as { message: { rev: number } }).message.rev]
          : [],
    );
    expect(revs).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
  });
});
