/** A message that everybody reacts to: its kinds are few, its people are counted, and each person knows which are theirs. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SignedInUser } from '../../../src/server/platform/access/signed-in-user.js';
import { MessageChangesService } from '../../../src/server/messages/changing/message-changes.service.js';
import { limits } from '../../../src/shared/limits.js';
import type { MessageView } from '../../../src/shared/messages.js';
import { startApp, type TestApp } from '../../support/app.js';
import { addRoom, addUser, fillRoom } from '../../support/factories.js';
import { newCaller, type Caller } from '../../support/operations/caller.js';
import { codeOf, startServices, type TestServices } from '../../support/services.js';
import { Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let other: TestServices;
let roomId: number;
let author: SignedInUser;
let people: SignedInUser[];
let reader: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  other = await startServices(app.database);
  author = await addUser(app.database, 'author');
  people = await Promise.all(Array.from({ length: 8 }, (_, n) => addUser(app.database, `person${n}`)));
  reader = await newCaller(app, 'reader');
  roomId = await addRoom(app.database, 'party', { members: [author, ...people, reader.user] });
  await fillRoom(app.database, roomId, author.id, 20);
});

afterAll(async () => {
  await other.close();
  await app.close();
});

/** 40 of them. */
const emojis = Array.from({ length: 40 }, (_, n) => String.fromCodePoint(0x1f600 + n));
let used = 0;
const nextMessage = async (): Promise<number> => {
  const [row] = await app.database.query<{ id: string }>(
    'select id from messages where room_id = $1 and seq = $2',
    [roomId, ++used],
  );
  return Number(row!.id);
};
const kindsOf = async (messageId: number) => {
  const [row] = await app.database.query<{ kinds: string }>(
    'select count(distinct emoji) as kinds from reactions where message_id = $1',
    [messageId],
  );
  return Number(row!.kinds);
};

describe('Kinds', () => {
  test('are 20 at most; one that is there takes anybody, and one that is gone makes room', async () => {
    const messageId = await nextMessage();
    const changes = app.app.get(MessageChangesService);
    const react = (user: SignedInUser, emoji: string, on = true) =>
      codeOf(changes.react(user, { messageId, emoji, on }));
    const outcomes = [];
    for (const emoji of emojis) outcomes.push(await react(people[0]!, emoji));
    expect(outcomes).toEqual([
      ...Array<string>(limits.reactionKinds).fill('granted'),
      ...Array<string>(40 - limits.reactionKinds).fill('conflict'),
    ]);
    expect(await react(people[1]!, emojis[0]!)).toBe('granted');
    expect(await react(people[1]!, emojis[39]!)).toBe('conflict');
    expect(await react(people[0]!, emojis[1]!, false)).toBe('granted');
    expect(await react(people[1]!, emojis[39]!)).toBe('granted');
    expect(await react(people[1]!, emojis[38]!)).toBe('conflict');
  });

  test('are 20 at most when eight people on two nodes choose at once', async () => {
    const messageId = await nextMessage();
    const nodes = [app.app.get(MessageChangesService), other.get(MessageChangesService)];
    const outcomes = await Promise.all(
      emojis.map((emoji, n) =>
        codeOf(nodes[n % 2]!.react(people[n % people.length]!, { messageId, emoji, on: true })),
      ),
    );
    expect(await kindsOf(messageId)).toBe(limits.reactionKinds);
    expect(outcomes.filter((outcome) => outcome === 'granted')).toHaveLength(limits.reactionKinds);
    expect(new Set(outcomes)).toEqual(new Set(['granted', 'conflict']));
  });
});

describe('A thumb from 300 people', () => {
  let messageId: number;
  let tab: Tab;
  let me: number;

  beforeAll(async () => {
    messageId = await nextMessage();
    await app.database.query(
      `insert into users (username, username_key, password_hash) select 'crowd' || n, 'crowd' || n, 'none' from generate_series(1, 300) n`,
    );
    await app.database.query(
      `insert into reactions (message_id, emoji, user_id, created_at)
       select $1, '👍', id, now() - make_interval(secs => row_number() over (order by id)) from users where username like 'crowd%'`,
      [messageId],
    );
    const visitor = new Visitor(app.url);
    await visitor.register('late');
    tab = await Tab.open(app.url, visitor.cookieHeader);
    me = (await tab.join('party')).me.id;
  });
  afterAll(() => tab.close());

  interface Page {
    users: { id: number }[];
    next: number | null;
  }
  const thumb = ({ reactions }: MessageView) => reactions.find(({ emoji }) => emoji === '👍')!;

  test('names the first 50 and says how many there are, to everybody alike', async () => {
    const changed = await tab.must('react', { messageId, emoji: '👍', on: true });
    expect(thumb(changed)).toMatchObject({ emoji: '👍', count: 301 });
    const latest = Array.from({ length: 50 }, (_, n) => `crowd${300 - n}`);
    expect(thumb(changed).users.map(({ username }) => username)).toEqual(latest);
    expect((await tab.until('message_changed')).message).toEqual(changed);
    expect(await reader.must('GET', `/api/messages/${messageId}`)).toEqual(changed);
    expect(JSON.stringify(changed).length).toBeLessThan(4_000);
  });

  test('is mine where I ask, though I am not named, and is taken back once', async () => {
    const asked = { reactions: ['👍', '🎂'].map((emoji) => ({ messageId, emoji })) };
    expect(await tab.must('own_reactions', asked)).toEqual({ reactions: [{ messageId, emoji: '👍' }] });
    expect(thumb(await tab.must('react', { messageId, emoji: '👍', on: false })).count).toBe(300);
    expect(await tab.must('own_reactions', asked)).toEqual({ reactions: [] });
    expect(thumb(await tab.must('react', { messageId, emoji: '👍', on: false })).count).toBe(300);
    await tab.must('react', { messageId, emoji: '👍', on: true });
  });

  test('is listed whole, page by page, for programs', async () => {
    const path = `/api/messages/${messageId}/reactions/${encodeURIComponent('👍')}`;
    const names: number[] = [];
    let next: number | null = 1;
    while (next !== null) {
      const page: Page = await reader.must('GET', `${path}?limit=100&after=${next}`);
      names.push(...page.users.map(({ id }) => id));
      next = page.next;
    }
    expect(names).toHaveLength(301);
    expect(names).toContain(me);
  });

  test('in a room that I lost is nobody’s', async () => {
    await app.database.query("update rooms set access = 'private' where id = $1", [roomId]);
    await app.database.query('delete from memberships where user_id = $1', [me]);
    const asked = { reactions: [{ messageId, emoji: '👍' }] };
    expect(await tab.must('own_reactions', asked)).toEqual({ reactions: [] });
    await app.database.query("update rooms set access = 'public' where id = $1", [roomId]);
  });
});
