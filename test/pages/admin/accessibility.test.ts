/** Every admin page at a real Chromium: by the rules of axe-core in light and dark, and on a narrow phone. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { violations } from '../../support/accessibility.js';
import { startApp, type TestApp } from '../../support/app.js';
import { member, type Person } from '../../support/browser.js';
import { newCaller } from '../../support/operations/caller.js';
import { Tab } from '../../support/socket.js';
import { Visitor } from '../../support/visitor.js';

let server: TestApp;
let boris: Visitor;
let tab: Tab;
const ids: Record<string, number> = {};

/** A page by its template: `:boris`, `:den` and `:message` are ids of what the tests begin with. */
const pages = [
  '/admin',
  '/admin/online',
  '/admin/people',
  '/admin/people/registration',
  '/admin/people?query=nobody-is-called-so',
  '/admin/people/new',
  '/admin/people/:boris',
  '/admin/people/:boris/remove-messages',
  '/admin/rooms',
  '/admin/rooms/new',
  '/admin/rooms/:den',
  '/admin/rooms/:den/archive',
  '/admin/rooms/:den/history',
  '/admin/messages',
  '/admin/messages/:message/remove',
  '/admin/messages/:message/versions',
  '/admin/reports',
  '/admin/reports/:report',
  '/admin/addresses',
  '/admin/settings',
  '/admin/statistics',
  '/admin/audit',
  '/admin/audit?who=nobody-is-called-so',
];
/** What Chromium says of a page that shows a refused form again. */
const refused = /^Failed to load resource: the server responded with a status of 422/;
const addressOf = (page: string) => page.replace(/:(\w+)/g, (_, name: string) => String(ids[name]));

beforeAll(async () => {
  server = await startApp({ RATE_LIMITS: 'off' });
  boris = new Visitor(server.url);
  await boris.register('boris');
  tab = await Tab.open(server.url, boris.cookieHeader);
  const name = 'A den with quite a long name, to see what it does';
  await boris.post('/chat/', { room: name });
  const { room } = await tab.join(name);
  for (const text of ['hello', 'a **bold** word, and a very long one: ' + 'o'.repeat(300), '/me waves'])
    ids.message = (await tab.say(room.id, text)).id;
  ids.den = room.id;
  await server.database.query("update rooms set access = 'private' where id = $1", [room.id]);
  const [row] = await server.database.query<{ id: string }>("select id from users where username = 'boris'");
  ids.boris = Number(row!.id);
  const nina = await newCaller(server, 'nina');
  await server.database.query('insert into memberships (room_id, user_id) values ($1, $2)', [
    room.id,
    nina.user.id,
  ]);
  await nina.must('POST', `/api/messages/${ids.message}/reports`, { reason: 'She waves too much' });
  const [report] = await server.database.query<{ id: string }>('select id from reports');
  ids.report = Number(report!.id);
});

afterAll(async () => {
  tab.close();
  await server.close();
});

async function administrator(name: string, options: Parameters<typeof member>[2]): Promise<Person> {
  const person = await member(server.url, name, options);
  await server.database.query("update users set role = 'admin' where username = $1", [name]);
  return person;
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  let anna: Person;

  beforeAll(async () => {
    anna = await administrator(`anna-${colorScheme}`, { colorScheme });
  });

  test.each(pages)('%s', async (page) => {
    await anna.page.goto(addressOf(page));
    await anna.page.locator('.admin-sections [aria-current]').waitFor();
    expect(await violations(anna)).toEqual([]);
    expect(anna.complaints.filter((complaint) => !refused.test(complaint))).toEqual([]);
  });
});

test('on a phone of 320 px nothing has to be scrolled sideways', async () => {
  const anna = await administrator('anna-phone', { viewport: { width: 320, height: 640 } });
  const wide: string[] = [];
  for (const page of pages) {
    await anna.page.goto(addressOf(page));
    await anna.page.locator('.admin-sections [aria-current]').waitFor();
    const width = await anna.page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > 320) wide.push(`${page} ${width}`);
  }
  expect(wide).toEqual([]);
});

test('fields stand in line, whatever is wrong with one of them, and a time says its day', async () => {
  const anna = await administrator('anna-in-line', {});
  await anna.page.goto('/admin/audit?from=soon&until=2026-01-01');
  await anna.page.locator('#from-error').waitFor();
  const tops = await Promise.all(
    ['#who', '#action', '#about', '#from', '#until'].map((field) => anna.page.locator(field).boundingBox()),
  );
  expect(new Set(tops.map((box) => Math.round(box!.y))).size).toBe(1);
  await anna.page.goto(addressOf('/admin/people/:boris'));
  await anna.page
    .locator('.facts time', { hasText: /^today, \d\d:\d\d$/ })
    .first()
    .waitFor();
});
