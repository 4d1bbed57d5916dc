/** The server's own emoji: who adds and removes them, what becomes of their pictures, and where they show. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { OwnEmojiList, OwnEmojiView } from '../../src/shared/emoji.js';
import type { MessageView } from '../../src/shared/messages.js';
import { addRoom } from '../support/factories.js';
import type { Visitor } from '../support/visitor.js';
import { type Gathering, gatherForAdmin } from '../support/administration.js';
import { jpeg, movingGif, movingPng } from '../support/pictures.js';
import { soon, type Tab } from '../support/socket.js';

let here: Gathering;
let anna: Visitor;
let boris: Visitor;

beforeAll(async () => {
  here = await gatherForAdmin('boris');
  anna = here.anna;
  boris = here.visitors.boris!;
});
afterAll(() => here.close());

const bytes = { 'content-type': 'application/octet-stream', accept: 'application/json' };

async function add(who: Visitor, name: string, picture: Uint8Array | string) {
  const { status, body } = await who.request('POST', `/api/emoji?name=${name}`, picture, {
    ...bytes,
    'x-csrf-token': await who.csrfToken(),
  });
  return { status, emoji: JSON.parse(body || 'null') as OwnEmojiView, said: body };
}

const remove = async (who: Visitor, id: number) =>
  who.request('DELETE', `/api/emoji/${id}`, undefined, { 'x-csrf-token': await who.csrfToken() });

async function list(who: Visitor): Promise<OwnEmojiView[]> {
  const { body } = await who.get('/api/emoji', { accept: 'application/json' });
  return (JSON.parse(body) as OwnEmojiList).emoji;
}

/** As a browser without scripts sends the form. */
async function addByForm(name: string, picture: Uint8Array | string) {
  const form = new FormData();
  form.set('_csrf', await anna.csrfToken());
  form.set('name', name);
  form.append('picture', new File([picture], 'anything.exe'));
  const response = await fetch(`${here.app.url}/admin/emoji`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: {
      cookie: anna.cookieHeader,
      accept: 'text/html',
      connection: 'close',
      'sec-fetch-site': 'same-origin',
    },
  });
  return { status: response.status, body: await response.text() };
}

async function pictureAt(path: string) {
  const response = await fetch(here.app.url + path, {
    headers: { cookie: boris.cookieHeader, connection: 'close' },
  });
  return { headers: response.headers, picture: await sharp(await response.arrayBuffer()).metadata() };
}

const noise = (side: number) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .png()
    .toBuffer();

describe('An administrator', () => {
  test('adds one without scripts: it is there for everybody, small, as WebP, and kept by browsers', async () => {
    expect((await addByForm('Door_1', await jpeg(600, 300))).status).toBe(303);
    expect((await anna.get('/admin/emoji')).body).toContain(':door_1:');
    const [door] = await list(boris);
    expect(door).toMatchObject({ name: 'door_1', width: 128, height: 64, addedBy: { username: 'anna' } });
    const { headers, picture } = await pictureAt(door!.src);
    expect(picture).toMatchObject({ format: 'webp', width: 128, height: 64 });
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });

  test('adds one that moves: it stands still until it is asked to move', async () => {
    const { status, emoji } = await add(anna, 'blink', await movingGif());
    expect([status, emoji.moves]).toEqual([201, true]);
    expect((await pictureAt(emoji.src)).picture.pages).toBeUndefined();
    expect((await pictureAt(`${emoji.src}?moving`)).picture.pages).toBe(2);
  });

  test('is told to save a PNG that moves as GIF or WebP: it would stand still', async () => {
    const { status, said } = await add(anna, 'moving_png', await movingPng());
    expect([status, said]).toEqual([422, expect.stringContaining('Save it as GIF or WebP')]);
  });

  test.each([
    ['name', 'tada', 409],
    ['a name with a space', 'par rot', 422],
    ['a name of one letter', 'p', 422],
    ['a name that is taken', 'blink', 409],
  ])('is told that %s is none', async (_, name, status) => {
    expect((await add(anna, encodeURIComponent(name), await jpeg(20, 20))).status).toBe(status);
    const again = await addByForm(name, await jpeg(20, 20));
    expect([again.status, again.body.includes('id="name-error"')]).toEqual([status, true]);
  });

  test.each([
    ['no picture', '<svg xmlns="http://www.w3.org/2000/svg"/>', 422],
    ['a page', '<!doctype html><script>alert(1)</script>', 422],
    ['a PNG that breaks off', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 422],
    ['nothing', '', 422],
    ['more than 256 kB', Buffer.alloc(256 * 1024 + 1), 413],
  ])('does not get %s in', async (_, picture, status) => {
    expect((await add(anna, 'hostile', picture)).status).toBe(status);
    const again = await addByForm('hostile', picture);
    expect([again.status, again.body.includes('id="picture-error"')]).toEqual([status, true]);
    expect((await list(anna)).map(({ name }) => name)).not.toContain('hostile');
  });

  test('removes one: its picture is gone, from the storage, too, and the log says who did what', async () => {
    const { emoji } = await add(anna, 'short_lived', await noise(64));
    expect((await boris.get(emoji.src)).status).toBe(200);
    expect((await remove(anna, emoji.id)).status).toBe(204);
    expect((await boris.get(emoji.src)).status).toBe(404);
    expect((await remove(anna, emoji.id)).status).toBe(404);
    await soon(async () => {
      expect(
        await here.app.database.query("select from files where name = 'emoji.webp' and gone_at is not null"),
      ).toEqual([]);
    });
    const log = (await anna.get('/admin/audit')).body.replace(/<[^>]+>/g, '');
    expect(log).toContain('anna added the emoji :short_lived:');
    expect(log).toContain('anna removed the emoji :short_lived:');
  });

  test('finds nothing to mend afterwards, and keeps what is used', async () => {
    const files = await here.app.database.query<{ count: string }>(
      "select count(*) from files where name = 'emoji.webp' and posted_at is not null and gone_at is null and state = 'ready'",
    );
    expect(Number(files[0]!.count)).toBe((await list(anna)).length);
  });
});

describe('In a room', () => {
  let tab: Tab;
  let roomId: number;
  beforeAll(async () => {
    roomId = await addRoom(here.app.database, 'kitchen');
    tab = await here.tabOf(boris);
    await tab.join('kitchen');
    expect(await add(anna, 'kettle', await jpeg(64, 64))).toMatchObject({ status: 201 });
  });

  const kettle = async () => (await list(boris)).find(({ name }) => name === 'kettle')!;
  const say = (text: string) => tab.must('message', { roomId, clientId: randomUUID(), text });
  const read = async ({ id }: { id: number }) =>
    JSON.parse((await boris.get(`/api/messages/${id}`, { accept: 'application/json' })).body) as MessageView;

  test('its name is a picture in a text, also in one that was edited, and a name it stays in code', async () => {
    const { src } = await kettle();
    const image = `<img class="emoji-picture" src="${src}" alt=":kettle:" title=":kettle:" width="64" height="64">`;
    const message = await say('on it :kettle: `:kettle:` :no_such:');
    expect(message).toMatchObject({ html: `<p>on it ${image} <code>:kettle:</code> :no_such:</p>` });
    const plain = await say('plain');
    const edit = { messageId: (plain as MessageView).id, text: 'now :kettle:' };
    expect(await tab.must('edit', edit)).toMatchObject({ html: `<p>now ${image}</p>` });
  });

  test('it is a reaction with its picture, and once it was removed one with its name, that can be taken back', async () => {
    const message = (await say('tea?')) as MessageView;
    const reaction = { messageId: message.id, emoji: ':kettle:' };
    const { id, src } = await kettle();
    expect(await tab.must('react', { ...reaction, on: true })).toMatchObject({
      reactions: [{ emoji: ':kettle:', count: 1, picture: { src, width: 64, height: 64 } }],
    });
    await tab.must('react', { messageId: message.id, emoji: '👍', on: true });
    expect((await read(message)).reactions[1]).toEqual({
      emoji: '👍',
      count: 1,
      users: [{ id: here.ids.boris, username: 'boris', name: 'boris' }],
    });
    expect((await boris.get('/chat/kitchen')).body).toContain(`src="${src}" alt=":kettle:"`);
    expect((await remove(anna, id)).status).toBe(204);
    const [gone] = (await read(message)).reactions;
    expect([gone!.emoji, gone!.picture]).toEqual([':kettle:', undefined]);
    expect(await tab.ask('react', { ...reaction, messageId: message.id, on: true })).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect((await tab.must('react', { ...reaction, on: false })).reactions).toHaveLength(1);
    expect(await say('again :kettle:')).not.toHaveProperty('html');
  });

  test('no reaction is a name that is none', async () => {
    const { id } = (await say('and?')) as MessageView;
    for (const emoji of [':kettle', '::', ':Kettle:', ':a b:', ':no_such:', ':../../x:'])
      expect(await tab.ask('react', { messageId: id, emoji, on: true })).toMatchObject({ ok: false });
  });
});

test('Nobody else adds or removes any, sees a picture without signing in, or gives one up as a file of theirs', async () => {
  expect((await add(boris, 'mine', await jpeg(20, 20))).status).toBe(403);
  const [blink] = await list(boris);
  expect((await remove(boris, blink!.id)).status).toBe(403);
  expect(
    (await fetch(here.app.url + blink!.src, { redirect: 'manual', headers: { connection: 'close' } })).status,
  ).toBe(303);
  const [file] = await here.app.database.query<{ id: string }>(
    "select id from files where name = 'emoji.webp' limit 1",
  );
  const given = await anna.request('DELETE', `/api/files/${file!.id}`, undefined, {
    'x-csrf-token': await anna.csrfToken(),
  });
  expect(given.status).toBe(404);
  expect((await boris.get(blink!.src)).status).toBe(200);
});
