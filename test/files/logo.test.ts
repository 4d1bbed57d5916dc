/** The server's own picture in the place of the samovar: whole, seen by everybody, on each node, and gone when it is taken back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { startApp } from '../support/app.js';
import { type Gathering, gatherForAdmin, pathFrom } from '../support/administration.js';
import { movingGif } from '../support/pictures.js';
import { soon } from '../support/socket.js';
import { Visitor } from '../support/visitor.js';

let here: Gathering;

beforeAll(async () => {
  here = await gatherForAdmin('boris');
});
afterAll(() => here.close());

async function show(who: Visitor, picture: Uint8Array) {
  const headers = {
    ...{ 'content-type': 'application/octet-stream', accept: 'application/json' },
    'x-csrf-token': await who.csrfToken(),
  };
  const { status, body } = await who.request('POST', '/api/settings/logo', picture, headers);
  return { status, said: body, version: (JSON.parse(body) as { version?: string }).version };
}

/** Twice as wide as it is high, of one colour. */
const banner = () =>
  sharp({ create: { width: 400, height: 200, channels: 3, background: 'blue' } })
    .png()
    .toBuffer();

test('it stands where one signs in, above the rooms and in the installed app, on another node, too, until the samovar is back', async () => {
  const { anna, app } = here;
  const second = await startApp({ RATE_LIMITS: 'off' }, app.database);
  const { status, version } = await show(anna, await banner());
  expect(status).toBe(201);
  const stranger = new Visitor(app.url);
  const shown = `src="/logo/${version}-64.png"`;
  const page = (await stranger.get('/login')).body;
  expect(page).toContain(shown);
  expect((await anna.get('/chat/')).body).toContain(shown);
  await soon(async () => expect((await new Visitor(second.url).get('/login')).body).toContain(shown));
  const [, manifest] = /rel="manifest" href="([^"]+)"/.exec(page)!;
  const { icons } = (await (await fetch(app.url + manifest!.replaceAll('&amp;', '&'))).json()) as {
    icons: { src: string; sizes: string }[];
  };
  expect(icons.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512']);
  for (const { src, sizes } of [...icons, { src: `/logo/${version}-64.png`, sizes: '64x64' }]) {
    const answer = await fetch(app.url + src);
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    const side = Number(sizes.split('x')[0]);
    expect(await picture.metadata()).toMatchObject({ format: 'png', width: side, height: side });
    // All of it, in the middle of nothing.
    const { data } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    expect(data[3]).toBe(0);
    const middle = 4 * (side * Math.floor(side / 2) + Math.floor(side / 2));
    expect([...data.subarray(middle, middle + 4)]).toEqual([0, 0, 255, 255]);
  }
  const removed = await anna.post('/admin/settings/logo/remove', {});
  expect((await anna.get(pathFrom(removed))).body).toContain('The samovar is back.');
  expect((await stranger.get('/login')).body).not.toContain('/logo/');
  expect((await fetch(`${app.url}/logo/${version}-64.png`)).status).toBe(404);
  await soon(async () => expect((await new Visitor(second.url).get('/login')).body).not.toContain('/logo/'));
  await second.close();
});

test('it is chosen on the page of the settings; what is no such picture is refused beside the field; all of it is audited', async () => {
  const { anna } = here;
  const send = async (name: string, bytes: Buffer) => {
    const form = new FormData();
    form.set('_csrf', await anna.csrfToken());
    form.set('logo', new Blob([Uint8Array.from(bytes)]), name);
    const request = new Request(`${here.app.url}/admin/settings/logo`, { method: 'POST', body: form });
    const body = new Uint8Array(await request.arrayBuffer());
    const type = request.headers.get('content-type')!;
    return anna.request('POST', '/admin/settings/logo', body, { 'content-type': type });
  };
  const svg = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
  );
  for (const picture of [svg, await movingGif(), Buffer.from('no picture')]) {
    const refused = await send('logo.png', picture);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('A logo is a PNG, JPEG or WebP picture.');
  }
  const done = await send('logo.png', await banner());
  expect((await anna.get(pathFrom(done))).body).toContain('The picture stands beside the name');
  const audit = (await anna.get('/admin/audit?action=setting_changed')).body;
  expect(audit).toContain('the samovar → a picture');
  await show(anna, await banner());
  const left = await here.app.database.query<{ count: number }>(
    `select count(*)::int as count from files where name = 'logo.png' and gone_at is null`,
  );
  expect(left).toEqual([{ count: 1 }]);
});

test('nobody but administrators chooses it', async () => {
  expect((await show(here.visitors.boris!, await banner())).status).toBe(403);
});
