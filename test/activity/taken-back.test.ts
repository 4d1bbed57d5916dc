/** What goes again from somebody's activity: taken back, edited out, ignored, or theirs to read no more. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startServices, type TestServices } from '../support/services.js';
import { Reminders } from '../../src/server/activity/reminders/reminders.service.js';
import { ActivityService } from '../../src/server/activity/activity.service.js';
import { Departures } from '../../src/server/memberships/departures.service.js';
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

describe('Something goes again', () => {
  test('an edit calls somebody, or calls them no more; who was answered still is', async () => {
    const said = await scene.say('boris', 'who knows?');
    const answer = await scene.say('anna', 'vera', said);
    await scene.settled();
    await scene.edit('anna', answer, '@vera and @boris');
    await scene.settled();
    expect(await scene.finds('vera')).toEqual(['*mention: @vera and @boris']);
    expect(await scene.finds('boris')).toEqual(['*mention: @vera and @boris']);
    await scene.edit('anna', answer, 'I do');
    await scene.settled();
    expect(await scene.finds('vera')).toEqual([]);
    expect(await scene.finds('boris')).toEqual(['*answer: I do']);
  });

  test('but not that somebody was reminded, when an edit calls them besides, and then no more', async () => {
    const said = await scene.say('anna', 'the kettle is on');
    const { id: userId } = scene.who('boris');
    const { roomId } = scene;
    await node.database.query(
      'insert into saved (user_id, message_id, room_id, remind_at) values ($1, $2, $3, now())',
      [userId, said.id, roomId],
    );
    await node.get(Reminders).tellDue();
    await scene.settled();
    const reminder = '*reminder: the kettle is on, @boris';
    await scene.edit('anna', said, 'the kettle is on, @boris');
    await scene.settled();
    expect((await scene.finds('boris')).sort()).toEqual(['*mention: the kettle is on, @boris', reminder]);
    await scene.edit('anna', said, 'the kettle is on');
    await scene.settled();
    expect(await scene.finds('boris')).toEqual(['*reminder: the kettle is on']);
  });

  test('with the message, whether it was dealt with before or not', async () => {
    const said = await scene.say('boris', 'who knows?');
    await scene.react('anna', said, '👍');
    const answer = await scene.say('anna', '@vera', said);
    await scene.settled();
    expect(await scene.finds('vera')).toEqual(['*mention: @vera']);
    await scene.remove('anna', answer);
    await scene.remove('boris', said);
    const late = scene.say('anna', '@gleb').then((message) => scene.remove('anna', message));
    await late;
    await scene.settled();
    for (const name of ['boris', 'vera', 'gleb']) expect(await scene.finds(name)).toEqual([]);
  });

  test('a reaction that is taken back: the line says the one before it, and goes with the last', async () => {
    const said = await scene.say('boris', 'I am a father');
    await scene.react('anna', said, '🎉');
    await scene.react('vera', said, '👏');
    await scene.settled();
    const [before] = await scene.entries('boris');
    await scene.react('vera', said, '👏', false);
    await scene.settled();
    const [after] = await scene.entries('boris');
    expect(after).toMatchObject({ id: before!.id, people: [{ username: 'anna' }] });
    await scene.react('anna', said, '🎉', false);
    await scene.settled();
    expect(await scene.finds('boris')).toEqual([]);
  });

  test('from sight, where the room is not theirs to read any more', async () => {
    await scene.say('anna', '@boris');
    await scene.settled();
    await node.get(Departures).depart(scene.roomId, scene.who('boris').id);
    expect(await scene.finds('boris')).toEqual([]);
    expect((await node.get(ActivityService).counts(scene.who('boris').id)).all).toBe(0);
  });
});

test('What came of somebody before they were ignored is out of sight, and counts no more, until they are heard again', async () => {
  const said = await scene.say('boris', 'who knows?');
  await scene.react('anna', said, '👍');
  await scene.say('anna', 'I do', said);
  await scene.say('vera', '@boris!');
  await scene.settled();
  const counts = async () => (await node.get(ActivityService).counts(scene.who('boris').id)).all;
  expect(await counts()).toBe(3);
  await scene.ignore('boris', 'anna');
  expect([await scene.finds('boris'), await counts()]).toEqual([['*mention: @boris!'], 1]);
  await node.database.query('delete from ignored');
  expect(await counts()).toBe(3);
});
