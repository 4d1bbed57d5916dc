/** Banning addresses on the admin pages. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gatherForAdmin, type Gathering, pathFrom } from '../../support/administration.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris');
});

afterAll(() => here.close());

test("Anna bans a network that a person's page led her to, sees it in the list and in the log, and lifts it", async () => {
  const { anna } = here;
  expect((await anna.get('/admin/addresses')).body).toContain('No address is banned.');
  const prefilled = await anna.get('/admin/addresses?network=192.0.2.7');
  expect(prefilled.body).toContain('value="192.0.2.7"');
  const ban = { network: '192.0.2.0/24', reason: 'a <flood>', duration: 'week' };
  const listed = await anna.get(pathFrom(await anna.post('/admin/addresses', ban)));
  expect(listed.body).toContain('The address is banned.');
  expect(listed.body).toContain('192.0.2.0/24');
  expect(listed.body).toContain('a &lt;flood&gt;');
  expect((await anna.get('/admin/audit?action=address_banned')).body).toContain('192.0.2.0/24');
  const id = /name="ban" value="(\d+)"/.exec(listed.body)![1]!;
  const lifted = await anna.get(pathFrom(await anna.post('/admin/addresses/lift', { ban: id })));
  expect(lifted.body).toContain('No address is banned.');
  expect((await anna.post('/admin/addresses/lift', { ban: id })).status).toBe(404);
});

test.each([
  ['not an address', 'Write an address or a network'],
  ['127.0.0.1', 'You cannot ban your own address, or a network that contains it.'],
  ['0.0.0.0/0', 'value="0.0.0.0/0"'],
])('%s is refused, and what was typed stays', async (network, sentence) => {
  const fields = { network, reason: 'because', duration: 'month' };
  const refused = await here.anna.post('/admin/addresses', fields);
  expect([409, 422]).toContain(refused.status);
  expect(refused.body).toContain(sentence);
  expect(refused.body).toContain('value="because"');
  expect(refused.body).toMatch(/value="month" selected/);
  expect((await here.visitors.boris!.get('/account')).status).toBe(200);
});
