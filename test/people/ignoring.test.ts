/** Whom somebody ignores is theirs alone: all their tabs know, and nobody else does. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { type Caller, newCaller } from '../support/operations/caller.js';
import { Tab } from '../support/socket.js';

let app: TestApp;
let anna: Caller;
let boris: Caller;

beforeAll(async () => {
  app = await startApp({ RATE_LIMITS: 'off' });
  anna = await newCaller(app, 'anna');
  boris = await newCaller(app, 'boris');
});

afterAll(() => app.close());

const ignored = (caller: Caller) => caller.must('GET', '/api/me/ignored');

test('it is said twice without harm, shows on the card, and is taken back', async () => {
  const tab = await Tab.open(app.url, '', { token: anna.token });
  const hisTab = await Tab.open(app.url, '', { token: boris.token });
  const { id, username } = boris.user;
  await anna.must('PUT', `/api/people/${id}/ignored`);
  await anna.must('PUT', `/api/people/${id}/ignored`);
  expect(await ignored(anna)).toEqual({ users: [{ id, username, name: username }] });
  expect(await ignored(boris)).toEqual({ users: [] });
  expect(await anna.must('GET', `/api/people/${id}`)).toMatchObject({ ignored: true });
  expect(await boris.must('GET', `/api/people/${anna.user.id}`)).toMatchObject({ ignored: false });
  await anna.must('DELETE', `/api/people/${id}/ignored`);
  expect(await ignored(anna)).toEqual({ users: [] });
  const told = { user: { id, username, name: username } };
  await tab.until('ignoring_changed', (event) => !event.ignored);
  expect(tab.all('ignoring_changed')).toEqual([true, true, false].map((is) => ({ ...told, ignored: is })));
  expect(hisTab.all('ignoring_changed')).toEqual([]);
  for (const each of [tab, hisTab]) each.close();
});

test('nobody ignores themselves, or somebody who is not there, or everybody', async () => {
  const ignore = (id: number) => anna.call('PUT', `/api/people/${id}/ignored`);
  expect(await ignore(anna.user.id)).toMatchObject({ status: 422 });
  expect(await ignore(987_654)).toMatchObject({ status: 404 });
  await app.database.query(
    `with crowd as (
       insert into users (username, username_key, password_hash) select 'crowd' || n, 'crowd' || n, 'x' from generate_series(1, 500) n
       returning id
     ) insert into ignored (user_id, ignored_id) select $1, id from crowd`,
    [anna.user.id],
  );
  expect(await ignore(boris.user.id)).toMatchObject({ status: 409 });
});
