/** Groups without scripts: started, grown and named by forms. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../../support/app.js';
import { addUser } from '../../support/factories.js';
import { Visitor } from '../../support/visitor.js';

let app: TestApp;
let anna: Visitor;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = new Visitor(app.url);
  await anna.register('anna');
  for (const name of ['tom', 'maeve', 'idris']) await addUser(app.database, name);
});

afterAll(() => app.close());

test('Anna starts a group from names, finds it beside other rooms by its faces, takes somebody in, and names it', async () => {
  const refused = await anna.post('/groups', { people: '@tom nobody' });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('There is nobody called nobody.');
  expect(refused.body).toContain('value="@tom nobody"');
  const made = await anna.post('/groups', { people: 'tom, @maeve' });
  expect(made.status).toBe(303);
  const path = made.location!;
  expect(decodeURIComponent(path)).toMatch(/^\/chat\/~\d+$/);
  const page = (await anna.get(path)).body;
  expect(page).toContain('<title>tom, maeve');
  // Beside every room, too.
  expect(page).toMatch(/class="sidebar-tools">[^]*href="\/groups"/);
  expect(page).toMatch(
    /id="direct-list">\s*<li[^>]* data-name="tom, maeve"[^]*?class="group-faces">(<span class="avatar[^]*?){2}/,
  );
  expect((await anna.post(`${path}/invite`, { names: 'idris' })).status).toBe(303);
  expect((await anna.get(path)).body).toContain('<title>tom, maeve, idris');
  const named = await anna.post(`${path}/name`, { name: 'Ladders' });
  expect(named.location).toBe('/chat/Ladders/settings');
  const old = await anna.get(path);
  expect(old.status).toBe(301);
  expect(old.location).toBe('/chat/Ladders');
});
