/** What is meant for whom: each rule of what comes into somebody's activity, and of what goes again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startServices, type TestServices } from '../support/services.js';
import { ActivityService } from '../../src/server/activity/activity.service.js';
import { LogFollowers } from '../../src/server/messages/log/log-followers.js';
import { PresenceService } from '../../src/server/presence/presence.service.js';
import { Scene } from './people.js';

let node: TestServices;
let scene: Scene;
beforeAll(async () => {
  node = await startServices();
});
beforeEach(async () => {
  scene = await Scene.begin(node, 'anna', 'boris', 'vera', 'gleb');
});
afterAll(() => node.close());

describe('Something comes into somebody’s activity', () => {
  test('who is called by name, but not by themselves, nor who is no member', async () => {
    await scene.say('anna', 'ask @boris');
    await scene.say('boris', 'I am @boris');
    await node.database.query('delete from memberships where room_id = $1 and user_id = $2', [
      scene.roomId,
      scene.who('vera').id,
    ]);
    await scene.say('anna', 'and @vera');
    await scene.settled();
    expect(await scene.finds('boris')).toEqual(['*mention: ask @boris']);
    expect(await scene.finds('vera')).toEqual([]);
    expect(await scene.finds('anna')).toEqual([]);
  });

  test('who is answered; who is called there, too, finds it once', async () => {
    const said = await scene.say('boris', 'who knows?');
    await scene.say('anna', 'I do', said);
    await scene.say('vera', 'so do I, @boris', said);
    await scene.settled();
    expect(await scene.finds('boris')).toEqual(['*mention: so do I, @boris', '*answer: I do']);
  });

  test('quietly answered, they find nothing of it; who follows the thread does, and who is called by name', async () => {
    const root = await scene.say('anna', 'lunch?');
    const first = await scene.say('boris', 'yes', root, true);
    await scene.say('vera', 'fine', first, true);
    await scene.say('gleb', 'when, @boris?', first, true);
    await scene.settled();
    expect(await scene.finds('anna')).toEqual(['*thread: when, @boris?']);
    expect((await scene.entries('anna'))[0]).toMatchObject({ messages: 2 });
    expect(await scene.finds('boris')).toEqual(['*mention: when, @boris?']);
    expect(await scene.finds('vera')).toEqual(['*thread: when, @boris?']);
  });

  test('in a thread only what comes after they read it', async () => {
    const root = await scene.say('anna', 'lunch?');
    await scene.say('boris', 'yes', root);
    const calls = await scene.say('boris', '@gleb?', root);
    await scene.settled();
    const marks = await node.database.query<{ username: string; last_read_seq: string }>(
      `select username, last_read_seq from thread_follows join users on users.id = user_id
       where thread_id = $1 order by username`,
      [root.id],
    );
    expect(marks.map(({ username, last_read_seq: seq }) => [username, Number(seq)])).toEqual([
      ['anna', root.seq],
      ['boris', root.seq + 1],
      ['gleb', calls.seq - 1],
    ]);
    // Whoever has the thread before their eyes may say so before it was found out for whom the answer is.
    await node.database.query('update thread_follows set last_read_seq = $2 where thread_id = $1', [
      root.id,
      calls.seq + 1,
    ]);
    await scene.say('boris', 'at noon', root);
    await scene.settled();
    expect((await scene.finds('gleb'))[0]).toBe('thread: at noon');
    expect((await scene.finds('anna'))[0]).toBe('answer: at noon');
  });

  test('who follows a thread: by writing there, by being called there, by having begun it', async () => {
    // All of it is dealt with together, as after a crash.
    await node.get(LogFollowers).onModuleDestroy();
    const root = await scene.say('anna', 'lunch?');
    const first = await scene.say('boris', 'yes', root);
    await scene.say('vera', 'me too', first);
    await scene.say('boris', '@gleb?', root);
    await scene.say('vera', 'at noon', root);
    node.get(LogFollowers).onApplicationBootstrap();
    await scene.settled();
    // Anna was answered by the first and the last two; one line a thread.
    expect(await scene.finds('anna')).toEqual([
      '*answer: at noon',
      '*answer: @gleb?',
      '*thread: me too',
      '*answer: yes',
    ]);
    expect(await scene.finds('boris')).toEqual(['*thread: at noon', '*answer: me too']);
    expect(await scene.finds('gleb')).toEqual(['*thread: at noon', '*mention: @gleb?']);
    expect(await scene.finds('vera')).toEqual(['*thread: @gleb?']);
    // What was said before they came is none of theirs.
    expect((await scene.entries('vera'))[0]).toMatchObject({ messages: 1 });
  });

  test('who does not want to follow a thread any more is told nothing of it', async () => {
    const root = await scene.say('anna', 'lunch?');
    const first = await scene.say('boris', 'yes', root);
    await scene.settled();
    await node.database.query('update thread_follows set following = false where user_id = $1', [
      scene.who('boris').id,
    ]);
    await scene.say('vera', 'me too', root);
    await scene.say('boris', 'fine', first);
    await scene.say('vera', 'at noon', root);
    await scene.settled();
    expect(await scene.finds('boris')).toEqual([]);
  });

  test('whom somebody writes to privately: one line for all of it', async () => {
    await scene.whisper('anna', 'boris', 'psst');
    await scene.whisper('anna', 'boris', 'are you there, @boris?');
    await scene.whisper('anna', 'boris', 'hello');
    await scene.settled();
    expect(await scene.finds('boris')).toEqual(['*private: hello', '*mention: are you there, @boris?']);
    const [line] = await scene.entries('boris');
    expect(line).toMatchObject({
      messages: 2,
      room: { address: '@anna', name: 'anna' },
      people: [{ username: 'anna' }],
      others: 0,
    });
    expect(await scene.finds('anna')).toEqual([]);
  });

  test('@room calls all members, from whoever may', async () => {
    await scene.say('boris', '@room');
    await scene.say('anna', '@room, lunch');
    await scene.settled();
    for (const name of ['boris', 'vera', 'gleb'])
      expect(await scene.finds(name)).toEqual(['*mention: @room, lunch']);
    expect(await scene.finds('anna')).toEqual([]);
  });

  test('@here calls members who are online, and no more of them with each edit', async () => {
    const presence = node.get(PresenceService);
    const come = (name: string) => presence.came({ id: name, user: scene.who(name) });
    come('boris');
    const said = await scene.say('vera', '@here, lunch');
    await scene.settled();
    come('gleb');
    await scene.edit('vera', said, '@here, lunch!');
    await scene.settled();
    expect(await scene.finds('boris')).toEqual(['*mention: @here, lunch!']);
    expect(await scene.finds('gleb')).toEqual([]);
    for (const name of ['boris', 'gleb']) presence.went(name);
  });

  test('nothing of somebody whom they ignore', async () => {
    await scene.ignore('boris', 'anna');
    const said = await scene.say('boris', 'who knows?');
    await scene.say('anna', '@boris', said);
    await scene.whisper('anna', 'boris', 'psst');
    await scene.react('anna', said, '👍');
    await scene.react('vera', said, '👀');
    await scene.settled();
    expect(await scene.finds('boris')).toEqual(['*reaction: who knows?']);
  });

  test('reactions to what they wrote: one line, anew with each newer one of somebody else', async () => {
    const said = await scene.say('boris', 'I am a father');
    await scene.react('boris', said, '🎉');
    await scene.react('anna', said, '🎉');
    await scene.settled();
    const [first] = await scene.entries('boris');
    await node.get(ActivityService).read(scene.who('boris'), { ids: first!.ids });
    expect(await scene.finds('boris')).toEqual(['reaction: I am a father']);
    await scene.react('vera', said, '👏');
    await scene.settled();
    const [second] = await scene.entries('boris');
    expect(second).toMatchObject({
      people: [{ username: 'vera' }, { username: 'anna' }],
      others: 0,
      reactions: [
        { emoji: '🎉', count: 2 },
        { emoji: '👏', count: 1 },
      ],
      read: false,
    });
    expect(second!.id).toBeGreaterThan(first!.id);
  });
});
