/** What an administrator does with rooms on the admin pages, and what those in the rooms see of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { gatherForAdmin, type Gathering, pathFrom } from '../../support/administration.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'clara');
});

afterAll(() => here.close());

/** A test that is tried again begins with rooms of its own. */
let rooms = 0;
const fresh = (name: string) => `${name} ${++rooms}`;

const idIn = (path: string) => Number(/rooms\/(\d+)/.exec(path)![1]);

async function makeRoom(name: string, access = 'public'): Promise<number> {
  const fields = { name, topic: '', access, posting: 'everyone' };
  return idIn(pathFrom(await here.anna.post('/admin/rooms/new', fields)));
}

test('Anna makes a room; a name that is taken is told beside the field, and nothing typed is lost', async () => {
  const name = fresh('kitchen');
  const id = await makeRoom(name);
  const page = await here.anna.get(`/admin/rooms/${id}?done=made`);
  expect(page.body).toContain('The room has been created.');
  const again = await here.anna.post('/admin/rooms/new', {
    name: name.toUpperCase(),
    topic: 'Tea & biscuits',
    access: 'private',
    posting: 'everyone',
  });
  expect(again.status).toBe(409);
  expect(again.body).toContain('This name is taken. Choose another.');
  expect(again.body).toContain('value="Tea &amp; biscuits"');
  expect(again.body).toMatch(/value="private" selected/);
});

test('Anna renames a room and sets its topic; who is in it sees that at once', async () => {
  const [before, after] = [fresh('garden'), fresh('Orchard')];
  const id = await makeRoom(before);
  const tab = await here.tabOf(here.visitors.boris!);
  await tab.join(before);
  const fields = { name: after, topic: 'Apples', access: 'public', posting: 'everyone' };
  expect(pathFrom(await here.anna.post(`/admin/rooms/${id}`, fields))).toBe(
    `/admin/rooms/${id}?done=changed`,
  );
  const { room } = await tab.until('room_changed', (payload) => payload.room.name === after);
  expect(room.topic).toBe('Apples');
});

test('A room that becomes private closes to who is no member', async () => {
  const name = fresh('hall');
  const path = `/chat/${encodeURIComponent(name)}`;
  const id = await makeRoom(name);
  const boris = await here.tabOf(here.visitors.boris!);
  await boris.join(name);
  expect((await here.visitors.clara!.get(path)).status).toBe(200);
  const fields = { name, topic: '', access: 'private', posting: 'everyone' };
  pathFrom(await here.anna.post(`/admin/rooms/${id}`, fields));
  expect((await here.visitors.clara!.get(path)).status).toBe(404);
  expect((await here.visitors.boris!.get(path)).status).toBe(200);
});

test('Anna adds Clara to a private room and removes her; a name that nobody has is told beside the field', async () => {
  const name = fresh('den');
  const path = `/chat/${encodeURIComponent(name)}`;
  const id = await makeRoom(name, 'private');
  const clara = here.visitors.clara!;
  expect((await clara.get(path)).status).toBe(404);
  const unknown = await here.anna.post(`/admin/rooms/${id}/members`, { username: 'nobody' });
  expect(unknown.status).toBe(404);
  expect(unknown.body).toContain('There is nobody with this name. Check the spelling.');
  pathFrom(await here.anna.post(`/admin/rooms/${id}/members`, { username: 'clara' }));
  expect((await clara.get(path)).status).toBe(200);
  const tab = await here.tabOf(clara);
  await tab.join(name);
  pathFrom(await here.anna.post(`/admin/rooms/${id}/members/remove`, { user: String(here.ids.clara) }));
  await tab.until('room_removed', ({ roomId }) => roomId === id);
  expect((await clara.get(path)).status).toBe(404);
});

test('Archiving asks first; an archived room takes no messages until it is restored', async () => {
  const name = fresh('cellar');
  const id = await makeRoom(name);
  const tab = await here.tabOf(here.visitors.boris!);
  await tab.join(name);
  const asks = await here.anna.get(`/admin/rooms/${id}/archive`);
  expect(asks.body).toContain('Archive this room?');
  await tab.say(id, 'still open: asking changed nothing');
  pathFrom(await here.anna.post(`/admin/rooms/${id}/archive`));
  await tab.refusal('message', { roomId: id, clientId: crypto.randomUUID(), text: 'too late' });
  const archived = await here.anna.get('/admin/rooms?archived=yes');
  expect(archived.body).toContain(`href="/admin/rooms/${id}"`);
  expect((await here.anna.get('/admin/rooms?archived=no')).body).not.toContain(`href="/admin/rooms/${id}"`);
  pathFrom(await here.anna.post(`/admin/rooms/${id}/restore`));
  await tab.say(id, 'open again');
});

test("A private room's history is read as an inspector, page by page, and the audit log says so", async () => {
  const boris = here.visitors.boris!;
  const name = fresh('attic');
  await boris.post('/chat/', { room: name });
  const tab = await here.tabOf(boris);
  const { room } = await tab.join(name);
  for (let n = 1; n <= 55; n++) await tab.say(room.id, `attic line ${n}.`);
  await here.app.database.query("update rooms set access = 'private' where id = $1", [room.id]);
  const base = `/admin/rooms/${room.id}`;
  expect((await here.anna.get(base)).body).toContain('the audit log records that');
  const newest = await here.anna.get(`${base}/history`);
  expect(newest.body).toContain('attic line 55.');
  expect(newest.body).not.toContain('attic line 5.');
  const older = /href="([^"]*before=\d+)"/.exec(newest.body.replaceAll('&#x3D;', '='))![1]!;
  expect((await here.anna.get(older)).body).toContain('attic line 5.');
  const log = await here.anna.get('/admin/audit?action=private_room_opened');
  expect(log.body).toContain('viewed the private room');
  expect(log.body).not.toContain('attic line');
  expect((await here.anna.get(base)).body).not.toContain(`href="/admin/people/${here.ids.anna}"`);
});

test('A private conversation is no room to administer, not even the own one', async () => {
  const { anna, visitors } = here;
  pathFrom(await anna.post('/chat/', { room: '@boris' }));
  pathFrom(await visitors.boris!.post('/chat/', { room: '@clara' }));
  const rows = await here.app.database.query<{ id: string }>("select id from rooms where access = 'direct'");
  expect(rows).toHaveLength(2);
  for (const { id } of rows) {
    expect((await anna.get(`/admin/rooms/${id}`)).status).toBe(404);
    expect((await anna.get(`/admin/rooms/${id}/history`)).status).toBe(404);
  }
});
