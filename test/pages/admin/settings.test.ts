/** The settings as an administrator changes them on their page, without scripts. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp } from '../../support/app.js';
import { gatherForAdmin, type Gathering, pathFrom } from '../../support/administration.js';
import { defaultPassword, Visitor } from '../../support/visitor.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin();
});

afterAll(() => here.close());

const stored = async () =>
  (await here.app.database.query<{ name: string }>('select name from settings order by name')).map(
    ({ name }) => name,
  );

test('Anna closes the registration on its page, and nobody registers from then on; a press leads back to the default', async () => {
  const { anna, app } = here;
  const saved = await anna.post('/admin/settings', { registration: 'closed' });
  expect((await anna.get(pathFrom(saved))).body).toContain('The settings have been changed.');
  const vera = new Visitor(app.url);
  expect((await vera.get('/login')).body).not.toContain('href="/register');
  await expect(vera.register('vera', defaultPassword)).rejects.toThrow('could not register');

  const page = (await anna.get('/admin/settings')).body;
  expect(page).toContain('By default: anyone.');
  expect(page).toContain('form="reset" name="setting" value="registration"');
  const reset = await anna.post('/admin/settings/reset', { setting: 'registration' });
  const after = (await anna.get(pathFrom(reset))).body;
  expect(after).toContain('The setting is back at its default.');
  expect(after).not.toContain('value="registration"');
  expect(await stored()).toEqual([]);
  await vera.register('vera', defaultPassword);
  expect((await anna.post('/admin/settings/reset', { setting: 'nothing_of_the_kind' })).status).toBe(404);
});

test('the server has a name of its own: in titles, above the rooms, and where the app is installed', async () => {
  const { anna, app } = here;
  await anna.post('/admin/settings', { server_name: '  Tea <&  friends ' });
  const page = (await anna.get('/chat/')).body;
  expect(page).toContain('· Tea &lt;&amp; friends</title>');
  expect(page).toContain('<span class="cut">Tea &lt;&amp; friends</span>');
  const address = /rel="manifest" href="([^"]+)"/.exec(page)![1]!;
  const manifest = await fetch(app.url + address.replaceAll('&amp;', '&'));
  expect(await manifest.json()).toMatchObject({
    name: 'Tea <& friends',
    short_name: 'Tea <& friends',
    id: '/chat/',
  });
  expect((await anna.post('/admin/settings', { server_name: ' ' })).status).toBe(422);
  await anna.post('/admin/settings/reset', { setting: 'server_name' });
  expect((await anna.get('/chat/')).body).toContain('· Samovar</title>');
});

test('where administrators alone make rooms, nobody else is offered to', async () => {
  const { anna, app } = here;
  const vera = new Visitor(app.url);
  await vera.signIn('vera');
  expect((await vera.get('/chat/orangery')).body).toContain('Create <bdi>orangery</bdi>');
  await anna.post('/admin/settings', { rooms_by: 'admins' });
  expect((await vera.get('/chat/orangery')).body).not.toContain('Create <bdi>');
  expect((await anna.get('/chat/orangery')).body).toContain('Create <bdi>orangery</bdi>');
  expect((await vera.post('/chat/', { room: 'orangery' })).body).toContain(
    'Only administrators make rooms here.',
  );
  await anna.post('/admin/settings/reset', { setting: 'rooms_by' });
});

test('languages that are not offered are spoken to nobody, whatever they chose before', async () => {
  const { anna, app } = here;
  const elena = new Visitor(app.url, 'ru');
  expect((await elena.get('/login')).body).toContain('<html lang="ru"');
  await anna.post('/admin/settings', { languages: 'en' });
  const page = (await elena.get('/login')).body;
  expect(page).toContain('<html lang="en"');
  expect(page).not.toContain('value="ru"');
  const none = await anna.post('/admin/settings', { languages: '' });
  expect(none.body).toContain('Choose one at least.');
  await anna.post('/admin/settings/reset', { setting: 'languages' });
  expect((await elena.get('/login')).body).toContain('<html lang="ru"');
});

test('a number out of its bounds is told beside its field, with what was typed, and nothing of the form is kept', async () => {
  const { anna } = here;
  const refused = await anna.post('/admin/settings', { file_mb: '0', person_files_mb: '700' });
  expect(refused.status).toBe(422);
  expect(refused.body).toContain('<p class="error" id="file-mb-error">Give a number of 1 at least.</p>');
  expect(refused.body).toMatch(/name="file_mb"[^>]* value="0"/);
  expect(refused.body).toMatch(/name="person_files_mb"[^>]* value="700"/);
  const empty = await anna.post('/admin/settings', { file_mb: '' });
  expect(empty.body).toContain('<p class="error" id="file-mb-error">Give a whole number.</p>');
  expect(await stored()).toEqual([]);
});

test('the audit log tells in words what a setting was before and is now', async () => {
  const { anna } = here;
  await anna.post('/admin/settings', { default_level: 'all' });
  await anna.post('/admin/settings/reset', { setting: 'default_level' });
  const page = (await anna.get('/admin/audit')).body;
  expect(page).toContain('In rooms, call people for: <bdi>mentions → everything</bdi>');
  expect(page).toContain('In rooms, call people for: <bdi>everything → mentions</bdi>');
});

test('what the environment sets is shown and cannot be changed, nor led back to its default', async () => {
  const { anna, app } = here;
  const fixed = await startApp({ RATE_LIMITS: 'off', REGISTRATION: 'closed' }, app.database);
  const there = new Visitor(fixed.url);
  await there.signIn('anna');
  const page = (await there.get('/admin/settings')).body;
  expect(page).toMatch(/<select id="registration"[^>]* disabled>/);
  expect(page).toContain('<code>REGISTRATION</code>');
  expect(page).not.toContain('value="registration"');
  const reset = await there.post('/admin/settings/reset', { setting: 'registration' });
  expect(reset.status).toBe(409);
  expect(reset.body).toContain('The environment of the server sets this. Change it there.');
  await fixed.close();
  await anna.post('/admin/settings/reset', { setting: 'registration' });
});
