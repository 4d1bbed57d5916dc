/** What is meant for whom: each rule of what comes into somebody's activity, and of what goes again. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startServices, type TestServices } from '../support/services.js';
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
});
