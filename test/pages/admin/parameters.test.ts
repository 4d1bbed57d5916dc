/** What an address can say, and what a form can: the first is no page when it is wrong, the second is shown again. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gatherForAdmin, type Gathering } from '../../support/administration.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris');
});

afterAll(() => here.close());

test.each([
  '/admin/people/boris',
  '/admin/people?after=x',
  '/admin/people/-1/remove-messages',
  '/admin/rooms/1e3',
  '/admin/rooms/0/archive',
  '/admin/rooms/x/history',
  '/admin/rooms?after=-5',
  '/admin/rooms/1/history?around=yesterday',
  '/admin/messages/99999999999999999999/remove',
  '/admin/messages?before=x&before=y',
  '/admin/messages/x/versions',
  '/admin/audit?before=1.5',
])('There is no page %s', async (path) => {
  const { status, body } = await here.anna.get(path);
  expect(status).toBe(404);
  expect(body).toContain('There is no such page. Check the address.');
});

test.each(['/admin/people?after=', '/admin/messages?before=', '/admin/audit?before=&who='])(
  '%s says nothing of where the list begins: it begins at its beginning',
  async (path) => {
    expect((await here.anna.get(path)).status).toBe(200);
  },
);

test.each([
  ['/admin/people?role=emperor', 'The role must be admin, moderator, member, guest or bot.'],
  ['/admin/audit?from=yesterday', 'Write the day as year, month and day'],
])('%s asks for what a form cannot offer, and is told so', async (path, sentence) => {
  const { status, body } = await here.anna.get(path);
  expect(status).toBe(422);
  expect(body).toContain(sentence);
});

test.each(['', 'x', '0', '99999999999999999999'])(
  'A form that names the ban "%s" is malformed',
  async (ban) => {
    const { status, body } = await here.anna.post('/admin/addresses/lift', { ban });
    expect(status).toBe(422);
    expect(body).toContain('The field ban is missing or malformed.');
  },
);
