/** People's pictures: square, in three sizes, of those alone whom one may know of, and gone when they are taken away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { ProfileView } from '../../src/shared/profiles.js';
import { type Gathering, gatherForAdmin } from '../support/administration.js';
import { addRoom } from '../support/factories.js';
import { movingGif } from '../support/pictures.js';
import type { Visitor } from '../support/visitor.js';

let here: Gathering;
let anna: Visitor;
let boris: Visitor;

beforeAll(async () => {
  here = await gatherForAdmin('boris', 'guest');
  anna = here.anna;
  boris = here.visitors.boris!;
  await here.app.database.query(`update users set role = 'guest' where username = 'guest'`);
});
afterAll(() => here.close());

const bytes = { 'content-type': 'application/octet-stream', accept: 'application/json' };

async function show(who: Visitor, picture: Uint8Array) {
  const headers = { ...bytes, 'x-csrf-token': await who.csrfToken() };
  const { status, body } = await who.request('POST', '/api/me/picture', picture, headers);
  return { status, profile: JSON.parse(body || 'null') as ProfileView, said: body };
}

const asked = async (who: Visitor, path: string) =>
  fetch(here.app.url + path, { headers: { cookie: who.cookieHeader }, redirect: 'manual' });

/** Red on its left third, blue in the middle, red again. */
async function flag(): Promise<Buffer> {
  const middle = await sharp({ create: { width: 200, height: 200, channels: 3, background: 'blue' } })
    .png()
    .toBuffer();
  return sharp({ create: { width: 600, height: 200, channels: 3, background: 'red' } })
    .composite([{ input: middle, left: 200, top: 0 }])
    .jpeg()
    .toBuffer();
}

const pathOf = ({ user }: ProfileView, size: number) =>
  `/people/${user.id}/picture/${user.picture}-${size}.webp`;

test('the middle of a picture is kept in three sizes, and stands on the face of whoever wrote', async () => {
  const { status, profile } = await show(boris, await flag());
  expect(status).toBe(201);
  for (const size of [48, 96, 256]) {
    const answer = await asked(anna, pathOf(profile, size));
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    expect(await picture.metadata()).toMatchObject({ format: 'webp', width: size, height: size });
    const { dominant } = await picture.stats();
    expect(dominant.b).toBeGreaterThan(200);
    expect(dominant.r).toBeLessThan(60);
  }
  expect((await asked(anna, pathOf(profile, 64))).status).toBe(404);
  const id = await addRoom(here.app.database, 'kitchen', {
    members: [here.ids.boris!, here.ids.anna!].map((id) => ({ id })),
  });
  await boris.post('/chat/kitchen/messages', { text: 'hello', clientId: crypto.randomUUID() });
  expect(id).toBeGreaterThan(0);
  expect((await anna.get('/chat/kitchen')).body).toContain(`src="${pathOf(profile, 96)}"`);
});

test('who knows nothing of somebody sees no face of theirs', async () => {
  const { profile } = await show(boris, await flag());
  expect((await asked(here.visitors.guest!, pathOf(profile, 96))).status).toBe(404);
  expect((await fetch(here.app.url + pathOf(profile, 96), { redirect: 'manual' })).status).toBe(303);
});

test('another one takes the place of the first, whose file goes; without one the initials show again', async () => {
  const first = (await show(boris, await flag())).profile;
  const second = (await show(boris, await movingGif())).profile;
  expect(second.user.picture).not.toBe(first.user.picture);
  expect((await asked(anna, pathOf(first, 96))).status).toBe(404);
  expect((await asked(anna, pathOf(second, 96))).status).toBe(200);
  const kept = `select count(*)::int as count from files where name = 'face.webp' and gone_at is null`;
  expect(await here.app.database.query(kept)).toEqual([{ count: 1 }]);
  await boris.post('/account/you/picture/remove', {});
  expect((await asked(anna, pathOf(second, 96))).status).toBe(404);
  expect(await here.app.database.query(kept)).toEqual([{ count: 0 }]);
});

test('what is no picture is refused with a sentence, and an administrator takes one away', async () => {
  expect(await show(boris, randomBytes(5_000))).toMatchObject({ status: 422 });
  const ribbon = await sharp({ create: { width: 9_000, height: 2, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  expect((await show(boris, ribbon)).status).toBe(422);
  const { profile } = await show(boris, await flag());
  expect((await boris.post(`/admin/people/${profile.user.id}/picture/remove`, {})).status).toBe(403);
  expect((await anna.post(`/admin/people/${profile.user.id}/picture/remove`, {})).status).toBe(303);
  expect((await asked(anna, pathOf(profile, 96))).status).toBe(404);
  expect((await anna.get('/api/audit')).body).toContain('picture_removed');
});
