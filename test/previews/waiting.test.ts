/** Whose links are looked at when, and what becomes of those that take long or cannot be kept. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomInt, randomUUID } from 'node:crypto';
import { firstLink } from '../../src/shared/rules/formatting.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { startServices, type TestServices } from '../support/services.js';
import { eventually } from '../support/socket.js';
import { Web } from '../support/web.js';
import { Scene } from './scene.js';

let database: TestDatabase;
let node: TestServices;
let web: Web;
let scene: Scene;

beforeAll(async () => {
  web = await Web.start();
  database = await createTestDatabase();
  node = await startServices(database, { OUTGOING: 'any' });
});
beforeEach(async () => {
  scene = await Scene.begin(node);
});
/** The last test closes the node. */
afterAll(async () => {
  await database.drop();
  await web.close();
});

const page = (title: string) => `<head><title>${title}</title></head>`;
/** An address of its own, so that nothing is remembered of it. */
const fresh = () => `/${randomUUID()}`;

/** A page that is not answered before it is told to. */
function slow(on: Web) {
  const answers: (() => void)[] = [];
  const link = on.on(fresh(), (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    answers.push(() => response.end(page('Slow')));
  });
  const isAsked = () => eventually(() => Promise.resolve(answers.length > 0), 'nobody asked');
  return { link, isAsked, answer: () => answers.forEach((each) => each()) };
}

describe('Whoever waits', () => {
  test('waits for no link of somebody else, however long that takes; it stays with who looks at it', async () => {
    const other = await Web.start();
    const { link, isAsked, answer } = slow(web);
    const first = await scene.say(link);
    await isAsked();
    const second = await scene.say(other.html(fresh(), page('Second')));
    const by = { by: scene.boris };
    const third = await scene.say(other.html(fresh(), page('Third')), by);
    await eventually(async () => (await scene.now(third)).preview?.title === 'Third', 'Boris has to wait');
    expect((await scene.now(second)).preview).toBeUndefined();
    expect(await scene.waitingFor(second)).toMatchObject({ tries: 0 });
    await node.database.query(
      "update wanted_previews set claimed_at = now() - interval '50 seconds' where message_id = $1",
      [first.id],
    );
    await eventually(async () => (await scene.waitingFor(first))?.isClaimed === true, 'nobody says so');
    answer();
    expect((await scene.previewOf(second))?.title).toBe('Second');
    expect((await scene.now(first)).preview?.title).toBe('Slow');
    await other.close();
  });

  test('waits for no link that cannot be kept; that is tried again a few times and given up', async () => {
    const path = fresh();
    await node.database.query(
      `alter table previews add constraint previews_refused check (url not like '%${path}')`,
    );
    const poison = await scene.say(web.html(path, page('Poison')));
    await eventually(async () => (await scene.waitingFor(poison))?.tries === 1, 'nobody tried');
    const next = await scene.say(web.html(fresh(), page('Next')));
    await eventually(async () => (await scene.now(next)).preview?.title === 'Next', 'the host is kept');
    expect(await scene.waitingFor(poison)).toEqual({ tries: 1, isClaimed: null });
    await node.database.query('update wanted_previews set tries = 2, wanted_at = now()');
    expect(await scene.previewOf(poison)).toBeUndefined();
    await node.database.query('alter table previews drop constraint previews_refused');
  });

  test('waits for no link that is longer, as it is asked for, than any index takes', async () => {
    // So few of them that it does not fit again once it is compressed.
    const three = () => randomInt(36 ** 2, 36 ** 3).toString(36);
    const path = fresh();
    const link = `${web.html(path, page('Long'))}?${Array.from({ length: 470 }, () => `'${three()}`).join('')}`;
    expect([firstLink(link), link.length < 2_000]).toEqual([link, true]);
    const long = await scene.say(link);
    expect(await scene.previewOf(long)).toBeUndefined();
    expect(web.asked.filter(({ url }) => url.startsWith(path))).toEqual([]);
  });
});

test('A node that stops leaves its links to whoever comes next, as if it had not begun', async () => {
  const { link, isAsked } = slow(web);
  await scene.say(link);
  await isAsked();
  await scene.say(web.html(fresh(), page('Later')), { by: scene.boris });
  const waiting = () => database.query('select tries, claimed_at from wanted_previews');
  await eventually(async () => (await waiting()).length === 2, 'only one waits');
  await node.close();
  const left = { tries: 0, claimed_at: null };
  expect(await waiting()).toEqual([left, left]);
});
